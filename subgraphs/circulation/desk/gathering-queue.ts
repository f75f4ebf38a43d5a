/**
 * Turns everything that is wanted of one system at about the same time, by however many requests, into one call.
 * DataLoader batches within one request; here the aliases of one operation reach the router as separate requests.
 */
import { askWithinTime } from '#platform/deadline.ts';
import { isMerciaError, MerciaError } from '#platform/errors.ts';
import type { ErrorCode } from '#platform/errors.ts';

export interface GatheringQueueOptions<Key, Value> {
  readonly nameOf: (key: Key) => string;
  /** Same length and order as asked; an error in its own slot. */
  readonly ask: (keys: readonly Key[], signal: AbortSignal) => Promise<readonly (Value | MerciaError)[]>;
  /** True for a key that is asked in a call of its own: others would wait for it. */
  readonly isAlone?: ((key: Key) => boolean) | undefined;
  /** How long the first key waits for others. */
  readonly gatherMs: number;
  /** The call's own limit: at it the signal is aborted and every key of the call is LMS_TIMEOUT. */
  readonly callTimeoutMs: number;
  /** Told of what is no {@link MerciaError}: a fault of ours, to be logged. */
  readonly onFault: (fault: unknown) => void;
  readonly onCallEnd: (outcome: 'ok' | ErrorCode, elapsedMs: number) => void;
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number;
}

/** A call that is gathering keys or under way. */
export interface Call<Value> {
  /** One for each key, in order. Never rejects: what went wrong is the value. Settles when the call's limit is over. */
  readonly answers: Promise<readonly (Value | MerciaError)[]>;
}

/** Where the answer to a key will be. One promise serves a whole call: a page has hundreds of keys. */
export interface Place<Value> {
  readonly call: Call<Value>;
  readonly slot: number;
}

/** No call is joined that was begun before `since`, on the clock that never goes back. */
export type GatheringQueue<Key, Value> = (key: Key, since?: number) => Place<Value>;

interface OpenCall<Key, Value> extends Call<Value> {
  readonly keys: Key[];
  readonly begunAt: number;
  readonly settle: (answers: readonly (Value | MerciaError)[]) => void;
}

/**
 * A call is joined while it is younger than this, or than a few times what the system usually takes. One that hangs must
 * not swallow the questions of those who come when the system is well again.
 */
const JOIN_MS = 1_000;
const JOIN_USUAL_TIMES = 4;

/** Two askers of the same key, before or shortly after it is asked, share one place in one call. */
export function createGatheringQueue<Key, Value>(
  options: GatheringQueueOptions<Key, Value>,
): GatheringQueue<Key, Value> {
  const { nameOf, isAlone, gatherMs, now } = options;
  const underWay = new Map<string, Place<Value> & { readonly call: OpenCall<Key, Value> }>();
  const usual = createUsualTime();
  let together: OpenCall<Key, Value> | null = null;
  let alone: OpenCall<Key, Value>[] = [];

  function open(): OpenCall<Key, Value> {
    if (together === null && alone.length === 0) afterGathering(gatherMs, flush);
    const { promise: answers, resolve: settle } = Promise.withResolvers<readonly (Value | MerciaError)[]>();
    return { keys: [], begunAt: now(), answers, settle };
  }

  function openAlone(): OpenCall<Key, Value> {
    const call = open();
    alone.push(call);
    return call;
  }

  function flush(): void {
    // Those that take long come last: the others must not wait behind them at the system's door.
    const calls = together === null ? alone : [together, ...alone];
    together = null;
    alone = [];
    for (const call of calls) void run(call);
  }

  async function run(call: OpenCall<Key, Value>): Promise<void> {
    const startedAt = now();
    const answers = await askWithin(options, call.keys);
    const elapsedMs = now() - startedAt;
    for (const key of call.keys) {
      const name = nameOf(key);
      if (underWay.get(name)?.call === call) underWay.delete(name);
    }
    const outcome = outcomeOf(answers);
    if (outcome === 'ok') usual.learn(elapsedMs);
    options.onCallEnd(outcome, elapsedMs);
    call.settle(answers);
  }

  return (key, since = Number.NEGATIVE_INFINITY) => {
    const name = nameOf(key);
    const joined = underWay.get(name);
    const joinedSince = Math.max(since, now() - Math.max(JOIN_MS, JOIN_USUAL_TIMES * usual.ms()));
    if (joined !== undefined && joined.call.begunAt > joinedSince) return joined;
    const call = isAlone?.(key) === true ? openAlone() : (together ??= open());
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

function outcomeOf(answers: readonly unknown[]): 'ok' | ErrorCode {
  const [first] = answers;
  if (!isMerciaError(first)) return 'ok';
  return answers.every((answer) => isMerciaError(answer)) ? first.code : 'ok';
}

/** One answer a key, always, whatever the adapter does: throws, or hangs. */
async function askWithin<Key, Value>(
  { ask, callTimeoutMs, onFault }: GatheringQueueOptions<Key, Value>,
  keys: readonly Key[],
): Promise<readonly (Value | MerciaError)[]> {
  const late = (): MerciaError =>
    new MerciaError('LMS_TIMEOUT', `A call took longer than ${callTimeoutMs} ms and was given up.`);
  const onLateFailure = (error: unknown): void => {
    if (!isMerciaError(error)) onFault(error);
  };
  try {
    return await askWithinTime((signal) => ask(keys, signal), { ms: callTimeoutMs, late, onLateFailure });
  } catch (error) {
    const known = error instanceof MerciaError;
    if (!known) onFault(error);
    const slot = known ? error : new MerciaError('LMS_BAD_RESPONSE', 'The answer could not be read.', { cause: error });
    return keys.map(() => slot);
  }
}
