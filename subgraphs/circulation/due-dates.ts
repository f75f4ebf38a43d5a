/** When copies on loan are due back. Pure. */
import type { Due, ItemFacts } from '#domain/facts.ts';
import { readWallClock } from '#domain/wall-time.ts';

/** The first day a copy on loan is due back, past or not; null where none is on loan or no date is told. */
export function findEarliestDue(items: readonly ItemFacts[]): Due | null {
  return earliestOf(items.flatMap(loanOf));
}

/** When the loan of a copy ends; empty where it has none or no date is told. One that is lost is not waited for. */
export function loanOf({ status, due }: ItemFacts): readonly Due[] {
  return status === 'ON_LOAN' && due !== null ? [due] : [];
}

export function earliestOf(dues: readonly Due[]): Due | null {
  return dues.reduce<Due | null>(
    (earliest, due) => (earliest === null || isBefore(due, earliest) ? due : earliest),
    null,
  );
}

/** Whether a loan is overdue at a moment: by the hour where it has one, else when its day is over where the library is. */
export function isPastAt(due: Due, nowMs: number, timeZone: string): boolean {
  if (due.at !== null) return Date.parse(due.at) < nowMs;
  const { year, month, day } = readWallClock(nowMs, timeZone);
  return due.on < `${year}-${month}-${day}`;
}

/** Within one day, an hour comes before "some time that day". */
function isBefore(a: Due, b: Due): boolean {
  if (a.on !== b.on) return a.on < b.on;
  if (a.at === null || b.at === null) return a.at !== null;
  return Date.parse(a.at) < Date.parse(b.at);
}
