/** When a loan is due. */
import type { Due } from '#domain/facts.ts';
import { readDate } from '../protocols/sip2/dates.ts';

/**
 * The end of a day, and midnight at some servers, mean the day; anything else is by the hour. Null for a text that is no date.
 *
 *     20261215    235900
 *     20261215    140000
 */
export function dueOf(text: string, timeZone: string): Due | null {
  const date = readDate(text.trim(), timeZone);
  if (date === null) return null;
  const { day, time, at } = date;
  if (time === null || time === '23:59' || time === '00:00') return { on: day, at: null };
  return { on: day, at: `${day}T${time}:00${offsetOf(day, time, at)}` };
}

/** How far the clock that shows this time is ahead of UTC: `+01:00`. */
function offsetOf(day: string, time: string, at: number): string {
  const minutes = Math.round((Date.parse(`${day}T${time}:00Z`) - at) / 60_000);
  const pad = (part: number): string => String(part).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}
