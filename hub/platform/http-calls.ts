/** The calls of one client that are under way: what ends each of them, its error in our words, and its second try. */
import { setTimeout as delay } from 'node:timers/promises';
import { isMerciaError, type MerciaError } from './errors.ts';
import type { HttpFaults } from './http-client-faults.ts';

export interface HttpCall {
  /** Ends with the caller, the time of the call, or its client. */
  readonly signal: AbortSignal;
  /** Counts the time of the call from now on. */
  countTime(): void;
  /** The error of the call, of whatever kind it came. */
  toError(error: unknown): MerciaError;
  /** To be called when the call is over. */
  finish(): void;
}

export type HttpCalls = ReturnType<typeof createHttpCalls>;

export function createHttpCalls(faults: HttpFaults) {
  const underWay = new Set<CallAbort>();
  let closed = false;
  return {
    isClosed: (): boolean => closed,

    /** Begins a call. Throws where its client is closed, or nobody waits for it any more. */
    begin(operation: string, timeoutMs: number, caller: AbortSignal): HttpCall {
      if (closed) throw faults.closed(operation);
      if (caller.aborted) throw faults.fail(operation, 'LMS_TIMEOUT', 'given up before the system was asked');
      const abort = createCallAbort(caller);
      underWay.add(abort);
      return {
        signal: abort.signal,
        countTime: () => {
          abort.countTime(timeoutMs);
        },
        toError(error) {
          if (closed) return faults.closed(operation);
          if (isMerciaError(error)) return error;
          if (abort.isGivenUp()) return faults.fail(operation, 'LMS_TIMEOUT', 'given up before the system answered');
          if (abort.isOverdue()) return faults.overdue(operation, timeoutMs);
          return faults.toNetworkError(operation, error, timeoutMs);
        },
        finish() {
          underWay.delete(abort);
          abort.release();
        },
      };
    },

    /** Ends every call under way, and begins none from now on. */
    close(): void {
      closed = true;
      for (const abort of underWay) abort.end();
    },
  };
}

/**
 * Aborts one call: when its caller gives up, its time is over, or its client is closed. `AbortSignal.timeout` and
 * `AbortSignal.any` would do the same in a line each, but live on until the time is over, long after the answer: a busy hub
 * would have thousands of them.
 */
export type CallAbort = ReturnType<typeof createCallAbort>;

export function createCallAbort(caller: AbortSignal) {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let overdue = false;
  const giveUp = (): void => {
    controller.abort(caller.reason);
  };
  if (caller.aborted) giveUp();
  else caller.addEventListener('abort', giveUp, { once: true });

  return {
    /** Aborted by the first of them, with its reason: a `TimeoutError` if the time is over. */
    signal: controller.signal,
    /** Whether the caller gave up. */
    isGivenUp: (): boolean => caller.aborted,
    isOverdue: (): boolean => overdue,
    /** Starts the time limit now; call it once. */
    countTime(ms: number): void {
      timer = setTimeout(() => {
        overdue = true;
        controller.abort(new DOMException('The time of the call is over.', 'TimeoutError'));
      }, ms);
    },
    end(): void {
      controller.abort();
    },
    /** Call it when the call is over: stops the timer and the listening. */
    release(): void {
      clearTimeout(timer);
      caller.removeEventListener('abort', giveUp);
    },
  };
}

const WAIT_BASE_MS = 50;
const WAIT_JITTER_MS = 150;

interface SecondTryOptions {
  readonly mayAskAgain: (error: unknown) => boolean;
  /** Ends the wait; what is tried then finds out by itself that nobody wants it. */
  readonly signal: AbortSignal;
  /** A number from 0 to 1 for the jitter. */
  readonly random: () => number;
}

/**
 * Asks, and once more a moment later where that is allowed: the one place where what broke on the wire is tried again. got's own
 * retry cannot do it: each try has to pass the guard of its host and be counted by its breaker, as an exchange like any other.
 * Asking again with a renewed log-in, or when a record is free, is another matter: there the system answered, and said that nothing
 * was done.
 */
export async function withSecondTry<T>(
  ask: () => Promise<T>,
  { mayAskAgain, signal, random }: SecondTryOptions,
): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!mayAskAgain(error)) throw error;
    // Jitter, so that many calls that broke together do not come back together.
    await delay(WAIT_BASE_MS + random() * WAIT_JITTER_MS, undefined, { signal }).catch(() => undefined);
    return await ask();
  }
}
