/** The calls of one client that are under way: what ends each of them, and its error in our words. */
import { createCallAbort } from './call-abort.ts';
import type { CallAbort } from './call-abort.ts';
import { isMerciaError } from './errors.ts';
import type { MerciaError } from './errors.ts';
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

export interface HttpCalls {
  isClosed(): boolean;
  /** Begins a call. Throws where its client is closed, or nobody waits for it any more. */
  begin(operation: string, timeoutMs: number, caller: AbortSignal): HttpCall;
  /** Ends every call under way, and begins none from now on. */
  close(): void;
}

export function createHttpCalls(faults: HttpFaults): HttpCalls {
  const underWay = new Set<CallAbort>();
  let closed = false;
  return {
    isClosed: () => closed,

    begin(operation, timeoutMs, caller) {
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

    close() {
      closed = true;
      for (const abort of underWay) abort.end();
    },
  };
}
