/** Whether a loan should be over by now. */
import type { Due } from './facts.ts';
import { toWallTime } from './wall-time.ts';

/** Whether a loan that is due then should be over by now. */
export type IsPast = (due: Due) => boolean;

/**
 * Makes the rule of which loans are overdue at a moment: by the hour if they have one, else when their day is over where
 * the library is. The day of that moment is worked out once, for a page has hundreds of loans.
 */
export function createIsPast(nowMs: number, timeZone: string): IsPast {
  let today: string | undefined;
  return ({ on, at }) => {
    if (at !== null) return Date.parse(at) < nowMs;
    today ??= toWallTime(nowMs, timeZone).day;
    return on < today;
  };
}
