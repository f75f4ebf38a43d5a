/** The calls of one client that are under way: what ends each of them, and its error in our words. */
import { createCallEnds } from './call-ends.ts';
import type { CallEnds } from './call-ends.ts';
import { isMerciaError } from './errors.ts';
import type { MerciaError } from './errors.ts';
import type { HttpFaults } from './http-client-faults.ts';

export interface HttpCall {
  /** Ends with the caller, the time of the call, or its client. */
  readonly signal: AbortSignal;
  /** Counts the time of the call from now on. */
  countTime(): void;
  /** The error of the call, of whatever kind it came. */
  toFault(error: unknown): MerciaError;
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
  const underWay = new Set<CallEnds>();
  let closed = false;
  return {
    isClosed: () => closed,

    begin(operation, timeoutMs, caller) {
      if (closed) throw faults.closed(operation);
      if (caller.aborted) throw faults.fail(operation, 'LMS_TIMEOUT', 'given up before the system was asked');
      const ends = createCallEnds(caller);
      underWay.add(ends);
      return {
        signal: ends.signal,
        countTime: () => {
          ends.countTime(timeoutMs);
        },
        toFault(error) {
          if (closed) return faults.closed(operation);
          if (isMerciaError(error)) return error;
          if (ends.isGivenUp()) return faults.fail(operation, 'LMS_TIMEOUT', 'given up before the system answered');
          if (ends.isOverdue()) return faults.overdue(operation, timeoutMs);
          return faults.toNetworkError(operation, error, timeoutMs);
        },
        finish() {
          underWay.delete(ends);
          ends.release();
        },
      };
    },

    close() {
      closed = true;
      for (const ends of underWay) ends.end();
    },
  };
}
