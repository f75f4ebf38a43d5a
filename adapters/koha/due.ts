/** When a loan is due. Koha writes the end of the day, 23:59 local, for loans by the day; anything else is by the hour. */
import { toDue } from '#domain/due.ts';
import type { Due } from '#domain/facts.ts';
import { toInstant } from '#domain/wall-time.ts';

const END_OF_DAY = '23:59';

/** `"due_date":"2026-12-15T23:59:00+01:00"`, or a day alone; null for a text that is no date. */
export function dueOf(time: string): Due | null {
  const on = time.slice(0, 10);
  return toDue({ on, at: time.slice(11, 16) === END_OF_DAY ? null : time });
}

/**
 * The same without an offset, by the clock of a Koha in this zone; null for a text that is no date.
 *
 *     2026-12-14 23:59:00
 *     2026-12-14
 */
export function dueByWallClock(text: string, timeZone: string): Due | null {
  const [, on, time = END_OF_DAY] = /^(\d{4}-\d{2}-\d{2})(?: (\d{2}:\d{2}):\d{2})?$/.exec(text) ?? [];
  const due = toDue({ on: on ?? '', at: null });
  if (due === null || time === END_OF_DAY || time >= '24') return due;
  const minutes = Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return { ...due, at: new Date(toInstant({ day: due.on, minutes }, timeZone)).toISOString() };
}
