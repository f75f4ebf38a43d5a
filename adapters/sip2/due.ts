/** When a loan is due. */
import { toDue } from '#domain/due.ts';
import type { Due } from '#domain/facts.ts';
import { toWallTime } from '#domain/wall-time.ts';
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
  if (time === null || time === '23:59' || time === '00:00') return toDue({ on: day, at: null });
  return toDue({ on: day, at: withOffset(at, timeZone) });
}

/** What the clock shows at a moment, with how far it is ahead of UTC: `2026-12-15T14:00:00+01:00`. */
function withOffset(at: number, timeZone: string): string {
  const { day, minutes } = toWallTime(at, timeZone);
  const shown = `${day}T${clockOf(minutes)}:00`;
  const ahead = Math.round((Date.parse(`${shown}Z`) - at) / 60_000);
  return `${shown}${ahead < 0 ? '-' : '+'}${clockOf(Math.abs(ahead))}`;
}

function clockOf(minutes: number): string {
  const pad = (part: number): string => String(part).padStart(2, '0');
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}
