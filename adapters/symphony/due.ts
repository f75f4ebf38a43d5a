import { toDue } from '#domain/due.ts';
import type { Due } from '#domain/facts.ts';

/**
 * When a loan is due; null for a text that is no date. Midnight and 23:59 both mean the day; the XML puts the milliseconds of the request into the
 * time, so that the text is read and no instant is made of it. An hourly loan has an hour.
 *
 *     2020-05-07T00:00:00.712-04:00     that day
 *     2019-03-04T09:01:00.842-05:00     at 09:01
 *     2020-08-13T23:59:00-04:00         that day
 */
export function dueOf(text: string): Due | null {
  const parts = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?/.exec(text);
  const [, on, minutes, seconds, offset] = parts ?? [];
  if (on === undefined) return null;
  const isByDay = minutes === undefined || minutes === '00:00' || minutes === '23:59' || offset === undefined;
  if (isByDay) return toDue({ on, at: null });
  const zone = offset === 'Z' || offset.includes(':') ? offset : `${offset.slice(0, 3)}:${offset.slice(3)}`;
  return toDue({ on, at: `${on}T${minutes}:${seconds ?? '00'}${zone}` });
}
