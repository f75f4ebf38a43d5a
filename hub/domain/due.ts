/** When a loan is due, as a system says it. */
import type { Due } from './facts.ts';
import { isDay } from './wall-time.ts';

/** Years in which a loan can be due: 0000 and 9999 are how systems write that there is no day. */
const YEAR = /^(?:19|20|21)/;
const OFFSET = /T.*(?:Z|[+-]\d\d:?\d\d)$/;

/**
 * Null for a day that the calendar does not have, which would be read as another one; the day alone if its time is none, or has no
 * offset from UTC.
 */
export function toDue({ on, at }: Due): Due | null {
  if (!YEAR.test(on) || !isDay(on)) return null;
  return { on, at: at === null || !OFFSET.test(at) || Number.isNaN(Date.parse(at)) ? null : at };
}
