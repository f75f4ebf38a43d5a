/** One request for everybody who wants the same at the same time. */
import { untilAborted } from '#platform/deadline.ts';
import { lmsError } from './lms-error.ts';

/**
 * Joins callers: while an answer is under way, later callers wait for the same one. A caller's signal ends its own waiting
 * only, with LMS_TIMEOUT; the work itself is ended by the client's own time limit.
 */
export function singleFlight<T>(
  system: string,
  operation: string,
  work: (signal: AbortSignal) => Promise<T>,
): (signal: AbortSignal) => Promise<T> {
  let underWay: Promise<T> | null = null;
  return (signal) => {
    underWay ??= work(new AbortController().signal).finally(() => {
      underWay = null;
    });
    return untilAborted(underWay, signal, () => {
      throw lmsError(system, 'LMS_TIMEOUT', `${operation}: given up before the system answered`);
    });
  };
}
