/**
 * Puts everything that one caller wants of one system at about the same time, in any number of requests, into one call.
 * DataLoader batches within one request only; why it is not used here: docs/adr/0018-own-queue-for-live-facts.md.
 */
import { askWithinTime } from '#platform/deadline.ts';
import { isMerciaError, MerciaError, type ErrorCode } from '#platform/errors.ts';
import { askAs, currentTurn, type Turn } from '#platform/host-guard/index.ts';
import type { OnSlot, Slot } from '#contract/adapter.ts';
import { tellsOfSystem } from '../answering.ts';
import type { CallFailure } from '../observer.ts';

export interface Batch<Key> {
  readonly keys: readonly Key[];
  readonly names: readonly string[];
  /** When the first word of a slot came, on the clock that never goes back; undefined if nothing has. */
  cameAt(slot: number): number | undefined;
}

export interface BatchQueueOptions<Key, Value> {
  /** Same length and order as asked; an error in its own slot. `tell` is told of what is known before the rest is. */
  readonly ask: (batch: Batch<Key>, signal: AbortSignal, tell: OnSlot<Value>) => Promise<readonly Slot<Value>[]>;
  /** Of a key for which others would have to wait: the call that it is asked in, with those of the same answer. Null for any other. */
  readonly ownCallOf?: ((key: Key) => string | null) | undefined;
  /** How long the first key waits for others. */
  readonly gatherMs: number;
  /** The call's own limit: it is aborted then, and each of its keys of which nothing came is answered with LMS_TIMEOUT. */
  readonly callTimeoutMs: number;
  /** Called with an error that is no {@link MerciaError}: a fault of ours, to be logged. */
  readonly onFault: (fault: unknown) => void;
  /** `failure`: why nothing was answered; null if anything was. */
  readonly onCallEnd: (outcome: 'ok' | ErrorCode, elapsedMs: number, failure: CallFailure | null) => void;
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number;
}

/** A call that collects keys, or is under way. */
export interface Call<Value> {
  /** Never rejects: an error is the answer to each key. Settles at the call's limit at the latest. */
  readonly answers: Promise<readonly Slot<Value>[]>;
  /** What has come so far for a key of a call that goes on; undefined if nothing has. More of it may follow. */
  came(slot: number): Slot<Value> | undefined;
}

/** Where the answer to a key will be. One promise serves a whole call: a page has hundreds of keys. */
export interface Place<Value> {
  readonly call: Call<Value>;
  readonly slot: number;
}

/** Which calls are joined, on the clock that never goes back. Without it, all that are young. */
export interface Joinable {
  /** None that began then or before. */
  readonly begunAfter: number;
  /** None that was told something of the key before that: its answer may be as old. */
  readonly cameSince: number;
}

/** Two keys of one name share one place. */
export type BatchQueue<Key, Value> = (name: string, key: Key, joinable?: Joinable) => Place<Value>;

interface OpenCall<Key, Value> extends Call<Value>, Batch<Key> {
  readonly keys: Key[];
  readonly names: string[];
  readonly begunAt: number;
  /** For whom it is made. */
  readonly turn: Turn;
  /** By slot: what came before the call ended. */
  readonly told: Slot<Value>[];
  /** By slot: when the first of it came. */
  readonly toldAt: number[];
  readonly settle: (answers: readonly Slot<Value>[]) => void;
}

/**
 * A call is joined while it is younger than this, or than a few times what the system usually takes. A call that hangs must
 * not take along the questions of requests that come when the system is well again.
 */
const JOIN_MS = 1_000;
const JOIN_USUAL_TIMES = 4;
/** Of another caller's calls those are joined that are under way and ask for no more than a page: larger ones may take long. */
const JOIN_KEYS_OF_OTHERS = 30;

const ANY: Joinable = { begunAfter: Number.NEGATIVE_INFINITY, cameSince: Number.NEGATIVE_INFINITY };

export function createBatchQueue<Key, Value>(options: BatchQueueOptions<Key, Value>): BatchQueue<Key, Value> {
  const { ownCallOf, gatherMs, now } = options;
  const underWay = new Map<string, Place<Value> & { readonly call: OpenCall<Key, Value> }>();
  const usual = createUsualTime();
  /** By caller: a caller who asks for much does not hold up the others. */
  let together = new Map<string, OpenCall<Key, Value>>();
  /** By caller and name. */
  let alone = new Map<string, OpenCall<Key, Value>>();

  function open(): OpenCall<Key, Value> {
    if (together.size === 0 && alone.size === 0) afterGathering(gatherMs, flush);
    const { promise: answers, resolve: settle } = Promise.withResolvers<readonly Slot<Value>[]>();
    const told: Slot<Value>[] = [];
    const toldAt: number[] = [];
    const cameAt = (slot: number): number | undefined => toldAt[slot];
    const came = (slot: number): Slot<Value> | undefined => told[slot];
    const turn = currentTurn();
    return { keys: [], names: [], begunAt: now(), turn, answers, told, toldAt, cameAt, came, settle };
  }

  function callFor(key: Key): OpenCall<Key, Value> {
    const own = ownCallOf?.(key) ?? null;
    const { caller } = currentTurn();
    const [calls, name] = own === null ? [together, caller] : [alone, JSON.stringify([caller, own])];
    const call = calls.get(name) ?? open();
    calls.set(name, call);
    return call;
  }

  function flush(): void {
    // Keys that take long are asked last, so that the others do not wait behind them for a connection.
    const calls = [...together.values(), ...alone.values()];
    together = new Map();
    alone = new Map();
    for (const call of calls) void run(call);
  }

  async function run(call: OpenCall<Key, Value>): Promise<void> {
    const startedAt = now();
    const { answers, failure } = await askAs(call.turn, () => askWithin(options, call));
    const elapsedMs = now() - startedAt;
    for (const name of call.names) {
      if (underWay.get(name)?.call === call) underWay.delete(name);
    }
    if (failure === null) usual.learn(elapsedMs);
    options.onCallEnd(failure?.error.code ?? 'ok', elapsedMs, failure);
    call.settle(answers);
  }

  function isJoinable({ call, slot }: Place<Value> & { readonly call: OpenCall<Key, Value> }, may: Joinable): boolean {
    const isOwn = call.turn.caller === currentTurn().caller;
    const isGathering = together.get(call.turn.caller) === call || [...alone.values()].includes(call);
    if (!isOwn && (isGathering || call.keys.length > JOIN_KEYS_OF_OTHERS)) return false;
    const youngest = now() - Math.max(JOIN_MS, JOIN_USUAL_TIMES * usual.ms());
    return call.begunAt > Math.max(may.begunAfter, youngest) && (call.cameAt(slot) ?? now()) >= may.cameSince;
  }

  return (name, key, joinable = ANY) => {
    const joined = underWay.get(name);
    if (joined !== undefined && isJoinable(joined, joinable)) return joined;
    const call = callFor(key);
    call.names.push(name);
    const place = { call, slot: call.keys.push(key) - 1 };
    underWay.set(name, place);
    return place;
  };
}

/** The turn after the timer lets in what has already arrived at a socket. */
function afterGathering(gatherMs: number, flush: () => void): void {
  setTimeout(() => setImmediate(flush), gatherMs);
}

/** Quick to forget a slow answer, slow to believe one. */
function createUsualTime(): { ms(): number; learn(elapsedMs: number): void } {
  let usualMs = 0;
  return {
    ms: () => usualMs,
    learn: (elapsedMs) => void (usualMs += (elapsedMs - usualMs) * (elapsedMs < usualMs ? 0.5 : 0.1)),
  };
}

/** Null if anything was answered. Of all that failed, what says that the system does not answer counts before what does not. */
function failureOf(answers: readonly unknown[]): CallFailure | null {
  const failures = answers.flatMap((error) => (isMerciaError(error) ? { error, ofSlots: true } : []));
  const [first] = failures;
  if (first === undefined || failures.length < answers.length) return null;
  return failures.find(tellsOfSystem) ?? first;
}

interface Ended<Value> {
  readonly answers: readonly Slot<Value>[];
  readonly failure: CallFailure | null;
}

/** Always one answer for each key, also where the adapter throws or hangs: what came before that counts. */
async function askWithin<Key, Value>(
  { ask, callTimeoutMs, onFault, now }: BatchQueueOptions<Key, Value>,
  batch: OpenCall<Key, Value>,
): Promise<Ended<Value>> {
  const { keys, told, toldAt } = batch;
  const late = (): MerciaError =>
    new MerciaError('LMS_TIMEOUT', `A call took longer than ${callTimeoutMs} ms and was given up.`);
  const onLateFailure = (error: unknown): void => {
    if (!isMerciaError(error)) onFault(error);
  };
  const tell: OnSlot<Value> = (slot, answer) => {
    if (slot >= keys.length) return;
    told[slot] = answer;
    toldAt[slot] ??= now();
  };
  try {
    const answers = await askWithinTime((signal) => ask(batch, signal, tell), {
      ms: callTimeoutMs,
      late,
      onLateFailure,
    });
    return { answers, failure: failureOf(answers) };
  } catch (error) {
    const known = isMerciaError(error);
    if (!known) onFault(error);
    const slot = known ? error : new MerciaError('LMS_BAD_RESPONSE', 'The answer could not be read.', { cause: error });
    return { answers: keys.map((_key, place) => told[place] ?? slot), failure: { error: slot, ofSlots: false } };
  }
}
