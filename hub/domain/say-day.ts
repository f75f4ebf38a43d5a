/** Days in texts that people read. */

const format = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' });

/** `2026-11-27` as `27 November 2026`. A text that is no such day stays as it is. */
export function sayDay(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(at.getTime()) ? format.format(at) : day;
}
