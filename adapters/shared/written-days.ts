/** Days as a library's lists write them. Pure. */
import type { z } from 'zod';
import type { dayOrder } from './csv-settings.ts';

export type DayOrder = z.output<typeof dayOrder>;

/** How some systems write that there is none. */
export const NO_DAY = /^(0{4}-00-00|0|NEVER|NULL)\b/i;

/** A day that is written year first, as `2026-03-01` or `20260301`; null for another order, which could be either of two days. */
export function dayOf(text: string): string | null {
  const [, year, , month, date] = /^(\d{4})([-/.]?)(\d\d)\2(\d\d)(?:$|[T ])/.exec(text) ?? [];
  const day = `${year ?? ''}-${month ?? ''}-${date ?? ''}`;
  return year === undefined || Number.isNaN(Date.parse(day)) ? null : day;
}

/**
 * A day as the file writes it, year first: `03/12/2026` is 2026-12-03 where the day stands first. Null for one that cannot be
 * in that order; a text that is no day is left as it is.
 */
export function toDay(text: string, order: DayOrder): string | null {
  const found = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?=$|[ T])/.exec(text);
  if (found === null) return text;
  const [, first = '', second = '', year = ''] = found;
  if (order === 'year-first') return text;
  const [day, month] = order === 'day-first' ? [first, second] : [second, first];
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== iso ? null : iso;
}
