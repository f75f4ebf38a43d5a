/** One request for everybody who wants the same at the same time. */
import { untilAborted } from '#platform/deadline.ts';
import { isMerciaError } from '#platform/errors.ts';
import { askAs, createSharedTurn, currentTurn, type SharedTurn } from '#platform/host-guard/index.ts';
import { lmsError } from './lms-error.ts';

/**
 * Joins callers: while an answer is under way, later callers wait for the same one. A caller's signal ends its own waiting
 * only, with LMS_TIMEOUT; the work itself is ended by the client's own time limit. It is as urgent as the most urgent caller.
 * Whoever joins late is not told of a connection that was refused before: the system may be back, and nothing was sent.
 */
export function singleFlight<T>(
  system: string,
  operation: string,
  work: (signal: AbortSignal) => Promise<T>,
): (signal: AbortSignal) => Promise<T> {
  let underWay: { readonly turn: SharedTurn; readonly result: Promise<T> } | null = null;

  function begin(): NonNullable<typeof underWay> {
    const turn = createSharedTurn(currentTurn());
    const result = askAs(turn, () => work(new AbortController().signal)).finally(() => {
      underWay = null;
    });
    return { turn, result };
  }

  function join(signal: AbortSignal): Promise<T> {
    underWay ??= begin();
    underWay.turn.join(currentTurn());
    return untilAborted(underWay.result, signal, () => {
      throw lmsError(system, 'LMS_TIMEOUT', `${operation}: given up before the system answered`);
    });
  }

  return async (signal) => {
    const isLate = underWay !== null;
    try {
      return await join(signal);
    } catch (error) {
      if (!isLate || !isMerciaError(error, 'LMS_UNAVAILABLE') || !error.notSent) throw error;
      return join(signal);
    }
  };
}
