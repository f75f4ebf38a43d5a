/** How each system has answered questions about copies since this process was started. */
import type { Reason } from '#domain/facts.ts';
import type { SystemId } from '#domain/ids.ts';
import { MerciaError, type ErrorCode } from '#platform/errors.ts';
import type { CallFailure, CallKind, CirculationObserver } from './observer.ts';
import { reasonFor } from './reasons.ts';
import type { Logger } from '#platform/logger.ts';

export interface AnsweringModel {
  /** Milliseconds since the epoch; null if it has not answered. */
  readonly lastAnswerAt: number | null;
  /** When it first failed since it last answered; null if the last question was answered. */
  readonly failingSince: number | null;
  readonly reason: Reason | null;
}

export interface Answering {
  /** Learns from calls that have ended. */
  readonly call: CirculationObserver['call'];
  /** Null if nobody has asked the system anything that says how it is. */
  find(system: { readonly id: SystemId; readonly name: string }): AnsweringModel | null;
}

interface Seen {
  readonly lastAnswerAt: number | null;
  readonly failing: { readonly since: number; readonly code: ErrorCode } | null;
}

/** These say that the question was wrong, or too much, and nothing of whether the system answers. */
const SAYS_NOTHING: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'BAD_USER_INPUT',
  'CAPABILITY_UNSUPPORTED',
  'FORBIDDEN',
  'INTERNAL',
  'LMS_TOO_MANY_ITEMS',
  'STORE_UNAVAILABLE',
]);

/**
 * Whether nobody asked the system, for a reason of ours: too much waits for it here, a limit of the region file is used up, our database
 * is away, or the region file lacks a code. A pause that the system itself asked for has a length.
 */
function isOurs({ error: { code, notSent, retryAfterSeconds }, ofSlots }: CallFailure): boolean {
  if (code === 'CONFIG_INVALID') return ofSlots;
  return code === 'LMS_RATE_LIMITED' && notSent && retryAfterSeconds === undefined;
}

/** Whether a failure says that the system does not answer. */
export function tellsOfSystem(failure: CallFailure): boolean {
  return !SAYS_NOTHING.has(failure.error.code) && !isOurs(failure);
}

/** Whether how a call ended says if its system answers questions about copies: calls about accounts need other permissions, and other hosts. */
export function tellsOfCopies(
  kind: CallKind,
  outcome: 'ok' | ErrorCode,
  failure: CallFailure | null | undefined,
): boolean {
  if (kind !== 'availability' && kind !== 'items') return false;
  return outcome === 'ok' || (!SAYS_NOTHING.has(outcome) && (failure ? tellsOfSystem(failure) : true));
}

/** `now` gives milliseconds since the epoch. */
export function createAnswering(now: () => number): Answering {
  const seen = new Map<SystemId, Seen>();
  return {
    call(system, kind, outcome, _elapsedMs, failure) {
      if (!tellsOfCopies(kind, outcome, failure)) return;
      const before = seen.get(system);
      if (outcome === 'ok') {
        seen.set(system, { lastAnswerAt: now(), failing: null });
      } else {
        const since = before?.failing?.since ?? now();
        seen.set(system, { lastAnswerAt: before?.lastAnswerAt ?? null, failing: { since, code: outcome } });
      }
    },
    find(system) {
      const known = seen.get(system.id);
      if (known === undefined) return null;
      const { lastAnswerAt, failing } = known;
      const reason = failing === null ? null : reasonFor(new MerciaError(failing.code, failing.code), system);
      return { lastAnswerAt, failingSince: failing?.since ?? null, reason };
    },
  };
}

/** Tells both, and whoever keeps how systems answer over time. */
export function observeBoth(
  answering: Answering,
  observe: CirculationObserver | undefined,
  history: Pick<CirculationObserver, 'call' | 'stoppedWaiting'> | undefined,
): CirculationObserver {
  return {
    call(...ended) {
      answering.call(...ended);
      history?.call(...ended);
      observe?.call(...ended);
    },
    stoppedWaiting(system) {
      history?.stoppedWaiting?.(system);
      observe?.stoppedWaiting?.(system);
    },
    facts: (...told) => observe?.facts(...told),
    told: (holdings) => observe?.told?.(holdings),
    write: (...told) => observe?.write(...told),
  };
}

/** Of one that fails now and then, each cause is said no more often. */
const SAY_AGAIN_AFTER_MS = 10_000;

/**
 * Says in the log that a system does not answer, or is not asked for a reason of ours, and why: answers name no host and no certificate.
 * To be told of every call that has ended, with null if the system answered; `now` gives milliseconds on a clock that never goes back.
 */
export function createTroubleLog(logger: Logger, now: () => number) {
  const said = new Map<SystemId, Map<ErrorCode, number>>();
  const failing = new Set<SystemId>();
  return (system: SystemId, failure: CallFailure | null): void => {
    if (failure === null) {
      if (failing.delete(system)) logger.info({ system }, 'A system answers again');
      return;
    }
    const { error: err } = failure;
    const { code } = err;
    if (SAYS_NOTHING.has(code)) return;
    const of = said.get(system) ?? new Map<ErrorCode, number>();
    said.set(system, of);
    if (now() - (of.get(code) ?? Number.NEGATIVE_INFINITY) < SAY_AGAIN_AFTER_MS) return;
    of.set(code, now());
    if (isOurs(failure)) {
      logger.warn({ system, err }, 'A system was not asked about copies');
      return;
    }
    failing.add(system);
    logger.warn({ system, err }, 'A system does not answer questions about copies');
  };
}
