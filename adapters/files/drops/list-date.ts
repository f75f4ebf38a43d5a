/** When the lists of a drop were written: what is told of copies is of that moment. Pure. */
import { toWallTime } from '#domain/wall-time.ts';
import type { Manifest } from './manifest.ts';
import type { Drop } from './list-drops.ts';

/**
 * Milliseconds since the epoch, never later than now: what the manifest says; else when the files were written. Files that were
 * written on another day than the one in their names were copied later: their lists count from the beginning of the named
 * day, because the hour is not known. Null if nothing says it.
 */
export function listDate(
  timeZone: string,
  { day, files, writtenAt }: Pick<Drop, 'day' | 'files' | 'writtenAt'>,
  manifest: Pick<Manifest, 'writtenAt'> | null,
  now: number,
): number | null {
  if (manifest !== null && manifest.writtenAt !== null) return Math.min(now, manifest.writtenAt);
  const times = files.flatMap(({ listed }) => listed?.writtenAt ?? []);
  const first = times.length < files.length || writtenAt === null ? null : Math.min(now, ...times);
  if (day === null) return first;
  const isOfThatDay = first !== null && toWallTime(first, timeZone).day === day;
  return isOfThatDay ? first : Math.min(now, beginningOf(timeZone, day));
}

/** The first moment of a day by the clock of the zone. */
function beginningOf(timeZone: string, day: string): number {
  const noon = Date.parse(`${day}T12:00:00Z`);
  const time = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(noon);
  const offset = Date.parse(`${time.replace(' ', 'T')}Z`) - noon;
  return Date.parse(`${day}T00:00:00Z`) - offset;
}
