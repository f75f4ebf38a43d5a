/** Whether the next drop is late, and who has to look at what. Pure. */
import type { FilesSite } from '../site.ts';
import type { DropSettings } from './settings.ts';

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
