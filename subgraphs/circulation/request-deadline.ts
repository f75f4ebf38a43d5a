/** The time of one request, on a clock that never goes back: until when systems are waited for, and what is done by then. */
import type { AnswerBegun, LearnedReserve } from '#platform/learned-reserve.ts';

export type RequestDeadline = ReturnType<typeof createRequestDeadline>;

export interface Reserves {
  /** For what follows the end of waiting. */
  readonly answer: Pick<AnswerBegun, 'reserveOf'>;
  /** For looking up what is last known. */
  readonly lookUp: LearnedReserve;
}

/** `remainingMs` counts from now to the moment at which the answer must be out. */
export function createRequestDeadline(remainingMs: number, { answer, lookUp }: Reserves) {
  const now = performance.now();
  const waitMs = Math.max(0, remainingMs) - answer.reserveOf(remainingMs);
  const endsAt = now + waitMs;
  let settledAt: number | null = null;
  return {
    /** Systems that have not answered by then are shown as last known. On the scale of `performance.now()`. */
    endsAt,
    /** When last-known facts are looked up for systems that have not answered yet, so that they are there in time. */
    lookUpAt: endsAt - lookUp.of(waitMs),
    /** Waiting has ended, for now. */
    settled: (): void => void (settledAt = performance.now()),
    /** Milliseconds since waiting ended, or since it had to end; null where nothing was waited for. */
    sinceWaitingMs: (): number | null => (settledAt === null ? null : performance.now() - Math.min(settledAt, endsAt)),
  };
}

/**
 * Ends a call that is of no use after its request. It ends as if the caller had hung up, not as a time-out: that the request
 * has no more time tells the host guard nothing about the system.
 */
export function endOfRequest({ endsAt }: Pick<RequestDeadline, 'endsAt'>) {
  const controller = new AbortController();
  const end = (): void => {
    controller.abort();
  };
  const timer = setTimeout(end, Math.max(0, endsAt - performance.now()));
  return {
    signal: controller.signal,
    /** To be called when the call is over. */
    forget: (): void => {
      clearTimeout(timer);
    },
  };
}
