/** Days and moments as a library's lists write them. Pure. */
import { isDay, toInstant, toWallTime, type WallTime } from '#domain/wall-time.ts';
import type { z } from 'zod';
import type { dayOrder } from './csv-settings.ts';

export type DayOrder = z.output<typeof dayOrder>;

/** How some systems write that there is none. */
export const NO_DAY = /^(0{4}-00-00|0|NEVER|NULL)\b/i;

/** A day that is written year first, as `2026-03-01` or `20260301`; null for another order, which could be either of two days. */
export function dayOf(text: string): string | null {
  const [, year, , month, date] = /^(\d{4})([-/.]?)(\d\d)\2(\d\d)(?:$|[T ])/.exec(text) ?? [];
  const day = `${year ?? ''}-${month ?? ''}-${date ?? ''}`;
  return isDay(day) ? day : null;
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
  return isDay(iso) ? iso : null;
}

/** What a list writes of a time: a day, and the moment of it where that stands behind. */
export interface WrittenTime {
  readonly day: string;
  /** What the clock of the zone shows; null where the day stands alone. */
  readonly clock: WallTime | null;
  /** Milliseconds since the epoch; null where the day stands alone. */
  readonly at: number | null;
}

const OFFSET = /[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/;
const CLOCK = /^[T ,]+(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?: ?([AP]M))?$/i;

/**
 * Reads a day, or a moment by the clock of a time zone unless it names its offset. Null for what is neither, and for a day that
 * there is not.
 *
 *     2026-12-14, 20261214, 14/12/2026 (day first)
 *     2026-12-14 17:30:00, 14/12/2026,17:30, 202612141730, 12/14/2026 5:30 PM (month first)
 *     2026-12-14T17:30:00+01:00
 */
export function readWrittenTime(text: string, order: DayOrder, timeZone: string): WrittenTime | null {
  if (OFFSET.test(text)) {
    const at = dayOf(text) === null ? Number.NaN : Date.parse(text.replace(' ', 'T'));
    if (Number.isNaN(at)) return null;
    const clock = toWallTime(at, timeZone);
    return { day: clock.day, clock, at };
  }
  const [, date = '', rest = ''] = /^(\d{8}(?=\d{4}(?:\d\d)?$)|[\d/.-]+)(.*)$/.exec(text) ?? [];
  const turned = toDay(date, order);
  const day = turned === null ? null : dayOf(turned);
  if (day === null) return null;
  if (rest === '') return { day, clock: null, at: null };
  const minutes = minutesOf(/^\d{4}/.test(rest) ? ` ${rest.slice(0, 2)}:${rest.slice(2, 4)}` : rest);
  if (minutes === null) return null;
  const clock = { day, minutes };
  return { day, clock, at: toInstant(clock, timeZone) };
}

/** Minutes since midnight: to the minute, as nobody lends by the second. */
function minutesOf(text: string): number | null {
  const [, hour, minute, , half] = CLOCK.exec(text) ?? [];
  if (hour === undefined || Number(minute) > 59) return null;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (/p/i.test(half) ? 12 : 0);
  return hours > 23 || (half !== undefined && Number(hour) > 12) ? null : hours * 60 + Number(minute);
}
