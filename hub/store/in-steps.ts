/** Deleting many rows so that nobody else waits for it. */
import { pause } from './work-alone.ts';

/** Deleted in one statement. */
const ROWS = 5_000;

/**
 * Calls a statement that deletes at most so many rows and gives how many those were, until it finds fewer. Rests after each as long
 * as it took. Gives how many went. Several processes may do it at once if the statement skips rows that others have locked.
 */
export async function inSteps(
  step: (rows: number) => Promise<number>,
  signal: AbortSignal,
  rows = ROWS,
): Promise<number> {
  let deleted = 0;
  for (let last = rows; last >= rows && !signal.aborted;) {
    const beganAt = performance.now();
    last = await step(rows);
    deleted += last;
    if (last >= rows) await pause(performance.now() - beganAt, signal);
  }
  return deleted;
}
