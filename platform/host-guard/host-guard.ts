/**
 * What spares a library system: how many exchanges at once and how often, the pause that it asks for, and a breaker for
 * the time that it is down. One guard for all that a process asks of one system, live questions and harvest alike.
 */
import { isMerciaError } from '../errors.ts';
import type { ErrorCode } from '../errors.ts';
import { createBreaker } from './breaker.ts';
import type { BreakerLimits, BreakerState, HostSign } from './breaker.ts';
import { createConcurrencyLimit } from './concurrency-limit.ts';
import { createPace } from './pace.ts';
import { createPlaces } from './places.ts';
import type { Urgency } from './places.ts';
import { createRefusals } from './refusals.ts';
import { wait } from './wait.ts';

export interface HostLimits {
  /** Exchanges at once, at most. */
  readonly connections: number;
  /** Exchanges that may begin in a second; any number where not said. */
  readonly perSecond?: number | undefined;
  readonly breaker: BreakerLimits;
}

export interface ExchangeOptions<T> {
  /** Ends the waiting. One that ends by a time-out says that the host was too slow; any other end says nothing of it. */
  readonly signal: AbortSignal;
  readonly urgency: Urgency;
  /** Exchanges of the same kind and urgency take about as long: what is usual is learned for each apart. */
  readonly kind?: string;
  /** True for an answer by which the host reports a fault of its own. */
  readonly isFault?: (answer: T) => boolean;
}

/** What a system may be asked, decided exchange by exchange. An exchange is one request and its answer. */
export interface HostGuard {
  /**
   * Waits for a place, asks, learns from time and outcome. Rejects as the exchange does, and without asking with
   * LMS_CIRCUIT_OPEN (the system is down), LMS_RATE_LIMITED (it asked for a pause longer than a live question waits, or
   * too many wait already) and LMS_TIMEOUT (the signal ended before its turn).
   */
  run<T>(exchange: () => Promise<T>, options: ExchangeOptions<T>): Promise<T>;
  state(): HostState;
}

export interface HostState {
  readonly breaker: BreakerState;
  /** Exchanges that it may have at once, as learned. */
  readonly concurrency: number;
  readonly inFlight: number;
  readonly waiting: number;
  /** Until when the system wants to be left alone (`Retry-After`), milliseconds since the epoch. */
  readonly pausedUntil: number | null;
}

/** Told of every exchange that was begun; `ok` is any answer that is no fault of the host. */
export interface HostObserver {
  exchanged(outcome: 'ok' | ErrorCode, elapsedMs: number): void;
}

export interface HostGuardOptions {
  readonly system: string;
  /** Read at each decision: they change with the region file. */
  readonly limits: () => HostLimits;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A number from 0 to 1, for jitter. */
  readonly random: () => number;
  readonly observer?: HostObserver | undefined;
}

/** So long a live question waits for the end of a pause, and any question for a probe that may find the system back. */
const PATIENCE_MS = 500;
/** A page asks ten to thirty; as many as this wait only where a host hangs, and more would eat the memory. */
const MAX_WAITING = 1_000;

const SIGN_OF: Partial<Record<'ok' | ErrorCode, HostSign>> = {
  ok: 'well',
  LMS_RATE_LIMITED: 'well',
  LMS_UNAVAILABLE: 'refused',
  LMS_TIMEOUT: 'failed',
  LMS_BAD_RESPONSE: 'failed',
};

/** A guard that begins without knowing its host. */
export function createHostGuard({ system, limits, now, random, observer }: HostGuardOptions): HostGuard {
  const breaker = createBreaker({ limits: () => limits().breaker, now, random });
  const concurrency = createConcurrencyLimit(() => limits().connections);
  const pace = createPace({ perSecond: () => limits().perSecond, now });
  const places = createPlaces(concurrency.current);
  const refusals = createRefusals(system);
  let inFlight = 0;
  /** Waiting or in flight. */
  let present = 0;

  /** Settles when the host may be asked as things stand, or the signal has ended. */
  async function untilAllowed(signal: AbortSignal, urgency: Urgency): Promise<void> {
    while (!signal.aborted) {
      const pauseMs = pace.pausedForMs;
      const { probing } = breaker;
      if (pauseMs > 0) {
        if (urgency === 'live' && pauseMs > PATIENCE_MS) throw refusals.paused(pauseMs);
        await wait(pauseMs, signal);
      } else if (breaker.state === 'open') {
        throw refusals.open(breaker.openForMs);
      } else if (probing === null) {
        return;
      } else {
        await wait(PATIENCE_MS, AbortSignal.any([signal, probing]));
        if (breaker.probing === probing) throw refusals.open(PATIENCE_MS);
      }
    }
  }

  /** Lets everything learn from one exchange, and says what it told of the host. */
  function learn<T>(
    outcome: 'ok' | ErrorCode,
    elapsedMs: number,
    { signal, urgency, kind = '' }: ExchangeOptions<T>,
  ): HostSign {
    const sign = isGivenUp(signal) ? 'nothing' : (SIGN_OF[outcome] ?? 'nothing');
    // A host that says no at once is not quick for it.
    if (outcome === 'ok' || (outcome === 'LMS_TIMEOUT' && sign === 'failed')) {
      concurrency.learn(`${urgency} ${kind}`, elapsedMs);
    }
    places.resize(concurrency.current);
    observer?.exchanged(outcome, elapsedMs);
    return sign;
  }

  /** Asks in its place; null where the host may not be asked any more, or nobody waits. */
  async function ask<T>(exchange: () => Promise<T>, options: ExchangeOptions<T>): Promise<{ answer: T } | null> {
    const turnMs = pace.takeTurn();
    if (turnMs > 0) await wait(turnMs, options.signal);
    if (options.signal.aborted || pace.pausedForMs > 0) return null;
    const leave = breaker.admit();
    if (leave === null) return null;
    const startedAt = now();
    let outcome: 'ok' | ErrorCode = 'INTERNAL';
    inFlight += 1;
    try {
      const answer = await exchange();
      outcome = options.isFault?.(answer) === true ? 'LMS_BAD_RESPONSE' : 'ok';
      return { answer };
    } catch (error) {
      if (isMerciaError(error)) outcome = error.code;
      if (isMerciaError(error, 'LMS_RATE_LIMITED')) {
        pace.pause(error.retryAfterSeconds);
        concurrency.halve();
      }
      throw error;
    } finally {
      inFlight -= 1;
      leave(learn(outcome, Math.max(0, now() - startedAt), options));
    }
  }

  return {
    async run(exchange, options) {
      const { signal, urgency } = options;
      if (present - inFlight >= MAX_WAITING) throw refusals.crowded(MAX_WAITING);
      present += 1;
      try {
        for (;;) {
          await untilAllowed(signal, urgency);
          if (signal.aborted) throw refusals.overdue();
          const asked = await places.take(() => ask(exchange, options), urgency, signal);
          if (asked !== null) return asked.answer;
        }
      } finally {
        present -= 1;
      }
    },
    state: () => ({
      breaker: breaker.state,
      concurrency: concurrency.current,
      inFlight,
      waiting: present - inFlight,
      pausedUntil: pace.pausedUntil,
    }),
  };
}

/** True where the asker hung up: that tells nothing of the host, which may have been about to answer. */
function isGivenUp(signal: AbortSignal): boolean {
  if (!signal.aborted) return false;
  const reason: unknown = signal.reason;
  return !isMerciaError(reason, 'LMS_TIMEOUT') && !(reason instanceof DOMException && reason.name === 'TimeoutError');
}
