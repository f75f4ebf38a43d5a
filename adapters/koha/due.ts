import type { Due } from '#domain/facts.ts';

/**
 * When a loan is due. Koha writes the end of the day, 23:59 local, for loans by the day; anything else is by the hour.
 *
 *     "due_date":"2026-12-15T23:59:00+01:00"
 */
export function dueOf(time: string): Due {
  const on = time.slice(0, 10);
  return time.slice(11, 16) === '23:59' ? { on, at: null } : { on, at: time };
}
