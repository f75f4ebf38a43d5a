/**
 * Protects a library system from overload: limits how many exchanges run at once and how often, keeps the pause that the
 * system asks for, and stops calling it while it is down. A process has one guard per system, for live questions and
 * harvest alike; guards of several processes share the limits (`share.ts`).
 */
import { isMerciaError, type ErrorCode } from '../errors.ts';
import { causeOf } from '../network-codes.ts';
import { createBreaker, type Breaker, type BreakerState, type HostSign } from './breaker.ts';
import { createConcurrencyLimit, type ConcurrencyLimit } from './concurrency-limit.ts';
import { createConnectionCount, type LimitConnections } from './connection-count.ts';
import type { HostLimits, HostShare, HostShares, ShareHolder } from './share.ts';
import { createPace, type Pace } from './pace.ts';
import { createSlots } from './slots.ts';
import { createRefusals, type Refusals } from './refusals.ts';
import { currentTurn, type Turn } from './turn.ts';

export interface ExchangeOptions<T> {
  /** Ends the waiting. A time-out counts against the host as too slow; any other reason does not. */
  readonly signal: AbortSignal;
  /** Work that has time goes last. Of live questions the turn says how urgent they are (`turn.ts`). */
  readonly urgency: 'live' | 'background';
  /** The usual time is learned separately for each kind and urgency. */
  readonly kind?: string;
  /** True for an answer that reports a fault of the host. */
  readonly isFault?: (answer: T) => boolean;
}

/** Decides for each exchange whether the system may be called. An exchange is one request and its answer. */
export interface HostGuard {
  /**
   * Waits for a place, runs the exchange, and learns from its time and outcome. Rejects as the exchange does; rejects
   * without calling the system with LMS_CIRCUIT_OPEN (it is down), LMS_RATE_LIMITED (it asked for a longer pause than a
   * live question waits, or its caller has too many waiting) and LMS_TIMEOUT (the signal ended before its turn).
   */
  run<T>(exchange: () => Promise<T>, options: ExchangeOptions<T>): Promise<T>;
  /**
   * For whoever keeps connections open between exchanges. Called whenever this process may use more or fewer of them: close those
   * that are idle, and settle when no more than so many are open. Call the result when there are none any more.
   */
  onConnections(limit: LimitConnections): () => void;
  state(): HostState;
}

export interface HostState {
  readonly breaker: BreakerState;
  /** When the breaker opened, milliseconds since the epoch; null while it is closed. */
  readonly openSince: number | null;
  /** When a probe may be made, milliseconds since the epoch; null while the breaker is not open. */
  readonly openUntil: number | null;
  /** How many exchanges it may have at once from this process, as learned, and as its share allows. */
  readonly concurrency: number;
  readonly inFlight: number;
  readonly waiting: number;
  /** End of the pause that the system asked for (`Retry-After`), milliseconds since the epoch. */
  readonly pausedUntil: number | null;
  /** The last exchange that was a fault of the host, or that it refused; null if there was none. */
  readonly lastFailure: HostFailure | null;
  /** Those in force. */
  readonly limits: HostLimits;
}

export interface HostFailure {
  readonly code: ErrorCode;
  readonly at: number;
  /** As `causeOf` gives it. */
  readonly cause: string | null;
  /** How long the exchange took, in milliseconds. */
  readonly afterMs: number;
}

/** `ok` is any answer that is no fault of the host. */
type Outcome = 'ok' | ErrorCode;

/** Called after every exchange that was begun. */
export interface HostObserver {
  exchanged(outcome: Outcome, elapsedMs: number): void;
}

export interface HostGuardOptions {
  readonly system: string;
  /** Read at each decision: they change with the region file. */
  readonly limits: () => HostLimits;
  /** For moments that are told. */
  readonly now: () => number;
  /** For spans of time: never set back. */
  readonly ticks: () => number;
  /** A number from 0 to 1, for jitter. */
  readonly random: () => number;
  readonly observer?: HostObserver | undefined;
  /** Shares the limits out among processes; without it they are those of this process. */
  readonly shares?: HostShares | undefined;
}

/** How long a live question waits for a pause to end, and any question for a probe of a system that was down. */
const PATIENCE_MS = 500;
/** A page asks ten to thirty. This many wait only when a host hangs; more would use up the memory. */
const MAX_WAITING = 1_000;

const NEVER = new AbortController().signal;

const SIGN_OF: Partial<Record<Outcome, HostSign>> = {
  ok: 'well',
  LMS_RATE_LIMITED: 'well',
  LMS_UNAVAILABLE: 'refused',
  LMS_TIMEOUT: 'failed',
  LMS_BAD_RESPONSE: 'failed',
};

/** A guard that begins without knowing its host. */
export function createHostGuard({ system, limits, now, ticks, random, observer, shares }: HostGuardOptions): HostGuard {
  const breaker = createBreaker({ limits: () => limits().breaker, now: ticks, random });
  const concurrency = createConcurrencyLimit(() => limits().connections);
  const pace = createPace({ perSecond: () => (share ?? limits()).perSecond, now: ticks });
  const refusals = createRefusals(system);
  const openShare: OpenShare = (adopt) =>
    shares?.open(system, { limits, present: () => present, adopt, pause: pace.pauseFor });
  const { share, slots, connections, places, untilTurn, pause } = createPlaces({
    ...{ concurrency, pace, refusals, openShare },
    most: () => limits().connections,
  });
  let inFlight = 0;
  let lastFailure: HostState['lastFailure'] = null;
  /** Waiting or in flight. */
  let present = 0;

  /** Updates the limits from one exchange, and gives what it showed about the host. */
  function learn({ outcome, elapsedMs, cause }: Exchanged, options: ExchangeOptions<never>): HostSign {
    const { signal, urgency, kind = '' } = options;
    const sign = isGivenUp(signal) ? 'nothing' : (SIGN_OF[outcome] ?? 'nothing');
    // A host that says no at once is not quick for it.
    if (outcome === 'ok' || (outcome === 'LMS_TIMEOUT' && sign === 'failed')) {
      concurrency.learn(`${urgency} ${kind}`, elapsedMs);
    }
    if (outcome !== 'ok' && !isGivenUp(signal)) lastFailure = { code: outcome, at: now(), cause, afterMs: elapsedMs };
    slots.resize(places());
    observer?.exchanged(outcome, elapsedMs);
    return sign;
  }

  /** Runs the exchange in its place; null if the host may not be called any more, or nobody waits. */
  async function ask<T>(exchange: () => Promise<T>, options: ExchangeOptions<T>): Promise<{ answer: T } | null> {
    if (!(await untilTurn(options.signal))) return null;
    const leave = breaker.admit();
    if (leave === null) return null;
    const startedAt = ticks();
    let outcome: Outcome = 'INTERNAL';
    let cause: string | null = null;
    inFlight += 1;
    try {
      const answer = await exchange();
      outcome = options.isFault?.(answer) === true ? 'LMS_BAD_RESPONSE' : 'ok';
      return { answer };
    } catch (error) {
      if (isMerciaError(error)) outcome = error.code;
      cause = causeOf(error);
      if (isMerciaError(error, 'LMS_RATE_LIMITED')) pause(error.retryAfterSeconds);
      throw error;
    } finally {
      inFlight -= 1;
      leave(learn({ outcome, elapsedMs: Math.max(0, ticks() - startedAt), cause }, options));
    }
  }

  return {
    async run(exchange, options) {
      const { signal, urgency } = options;
      const turn = turnFor(urgency);
      present += 1;
      share?.want(present, turn.urgency !== 'background');
      try {
        for (;;) {
          await untilAllowed({ breaker, pace, refusals, share }, signal, urgency);
          const asked = await slots.take(() => connections.count(() => ask(exchange, options)), turn, signal);
          if (asked !== null) return asked.answer;
        }
      } finally {
        present -= 1;
      }
    },
    onConnections: connections.onLimit,
    state() {
      const exchanges = { concurrency: places(), inFlight, waiting: present - inFlight, lastFailure };
      return { ...describeMoments(breaker, pace.pausedUntil, { now, ticks }), ...exchanges, limits: limits() };
    },
  };
}

interface Exchanged {
  readonly outcome: Outcome;
  readonly elapsedMs: number;
  readonly cause: HostFailure['cause'];
}

/** Undefined if the limits are not shared. */
type OpenShare = (adopt: ShareHolder['adopt']) => HostShare | undefined;

interface PlacesOptions {
  readonly concurrency: ConcurrencyLimit;
  readonly pace: Pace;
  readonly refusals: Refusals;
  readonly openShare: OpenShare;
  /** However slow it has become. */
  readonly most: () => number;
}

/** The places of a host: as many as it bears, and as the share of this process allows. */
function createPlaces({ concurrency, pace, refusals, openShare, most }: PlacesOptions) {
  const connections = createConnectionCount();
  const share = openShare(adopt);
  const shared = (count: number): number => Math.min(count, share?.connections ?? Infinity);
  const places = (): number => shared(concurrency.current);
  // A reader's account is a few small questions: a host that has become slow is asked less of everything else.
  const withAccounts = (): number => shared(most());
  const crowded = (): Error => refusals.crowded(MAX_WAITING);
  const slots = createSlots({ count: places(), withAccounts, mostWaiting: MAX_WAITING, crowded });

  /** A rate that was given up is free when the next turn would have come. */
  async function adopt(count: number): Promise<void> {
    const turnMs = pace.nextTurnInMs;
    slots.resize(places());
    // What waits learns why it waits for nothing.
    if (share?.isCutOff === true) slots.dismiss();
    await connections.shrinkTo(count);
    if (turnMs > 0) await wait(turnMs, NEVER);
  }

  /** False if the share has expired, whether or not anybody has said so yet. */
  function hasShare(): boolean {
    if (share?.connections !== 0) return true;
    slots.resize(0);
    return false;
  }

  /** False if nothing may be asked any more when the turn has come, or the signal has ended. */
  async function untilTurn(signal: AbortSignal): Promise<boolean> {
    if (!hasShare()) return false;
    const turnMs = pace.takeTurn();
    if (turnMs > 0) await wait(turnMs, signal);
    return !signal.aborted && pace.pausedForMs === 0 && hasShare();
  }

  /** The host said itself that it is asked too much. */
  function pause(seconds: number | undefined): void {
    pace.pause(seconds);
    share?.pause(pace.pausedForMs);
    concurrency.halve();
  }

  return { share, slots, connections, places, untilTurn, pause };
}

/** Work that has time has it for everybody; of anything else it was said before how urgent it is. */
function turnFor(urgency: ExchangeOptions<never>['urgency']): Turn {
  return urgency === 'live' ? currentTurn() : { ...currentTurn(), urgency };
}

/** Spans are counted by `ticks`, moments told by the clock of the machine. */
function describeMoments(
  { state, openSince, openForMs }: Breaker,
  pausedUntil: number | null,
  { now, ticks }: Pick<HostGuardOptions, 'now' | 'ticks'>,
): Pick<HostState, 'breaker' | 'openSince' | 'openUntil' | 'pausedUntil'> {
  const told = (moment: number | null): number | null => (moment === null ? null : moment + now() - ticks());
  const openUntil = state === 'open' ? now() + openForMs : null;
  return { breaker: state, openSince: told(openSince), openUntil, pausedUntil: told(pausedUntil) };
}

/** Settles when the host may be asked now. Throws if it may not, or if the signal ends before. */
async function untilAllowed(
  {
    breaker,
    pace,
    refusals,
    share,
  }: { breaker: Breaker; pace: Pace; refusals: Refusals; share: HostShare | undefined },
  signal: AbortSignal,
  urgency: ExchangeOptions<never>['urgency'],
): Promise<void> {
  while (!signal.aborted) {
    const pauseMs = pace.pausedForMs;
    const { probing } = breaker;
    if (pauseMs > 0) {
      if (urgency === 'live' && pauseMs > PATIENCE_MS) throw refusals.paused(pauseMs);
      await wait(pauseMs, signal);
    } else if (share?.isCutOff === true) {
      if (urgency === 'live') throw refusals.cutOff();
      await wait(PATIENCE_MS, signal);
    } else if (breaker.state === 'open') {
      throw refusals.open(breaker.openForMs);
    } else if (probing === null) {
      return;
    } else {
      await wait(PATIENCE_MS, AbortSignal.any([signal, probing]));
      if (breaker.probing === probing) throw refusals.open(PATIENCE_MS);
    }
  }
  throw share?.isCutOff === true ? refusals.cutOff() : refusals.overdue();
}

/** True if the caller hung up. That says nothing about the host, which may have been about to answer. */
function isGivenUp(signal: AbortSignal): boolean {
  if (!signal.aborted) return false;
  const reason: unknown = signal.reason;
  return !isMerciaError(reason, 'LMS_TIMEOUT') && !(reason instanceof DOMException && reason.name === 'TimeoutError');
}

/** Settles after so many milliseconds, or as soon as the signal ends; the caller looks which it was. */
async function wait(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const over = Promise.withResolvers<undefined>();
  const end = (): void => {
    over.resolve(undefined);
  };
  const timer = setTimeout(end, ms);
  signal.addEventListener('abort', end, { once: true });
  await over.promise;
  clearTimeout(timer);
  signal.removeEventListener('abort', end);
}
