/** Whether the next drop is late, and who has to look at what. Pure. */
import type { FilesSite } from '../site.ts';
import type { DropSettings } from './settings.ts';
import { toInstant, toWallTime } from '#domain/wall-time.ts';
import type { Manifest } from './manifest.ts';
import type { Drop } from './list-drops.ts';

const HOUR_MS = 3_600_000;

/** In words; null where nothing is late, or nobody said how often drops come. */
export function describeLateness(
  site: Pick<FilesSite, 'system'>,
  { expectedEveryHours }: Pick<DropSettings, 'expectedEveryHours'>,
  newest: { readonly called: string; readonly listedAt: number | null },
  now: number,
): string | null {
  if (expectedEveryHours === null || newest.listedAt === null) return null;
  const dueAt = newest.listedAt + expectedEveryHours * HOUR_MS;
  if (now <= dueAt) return null;
  const hours = `${expectedEveryHours} hour${expectedEveryHours === 1 ? '' : 's'}`;
  return (
    `the next drop is late since ${describeMoment(site, dueAt)}: the newest that was taken in is ${newest.called}, ` +
    `of ${describeMoment(site, newest.listedAt)}, and one is expected every ${hours}; ` +
    'whoever runs the export at the library must look whether it still runs, and whether its files are sent'
  );
}

/** `2026-11-26 02:10`, by the clock of the system. */
export function describeMoment({ system }: Pick<FilesSite, 'system'>, at: number): string {
  const { timeZone } = system;
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at);
}

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
  return isOfThatDay ? first : Math.min(now, toInstant({ day, minutes: 0 }, timeZone));
}
