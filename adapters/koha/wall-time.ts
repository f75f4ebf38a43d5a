/** Koha compares times as its clock on the wall shows them and ignores any zone in a condition. */
import { readWallClock } from '#domain/wall-time.ts';

/** An instant as wall time of a zone, in the form that MariaDB compares: `2026-11-24 15:00:00`. */
export function wallTime(instantMs: number, timeZone: string): string {
  const { year, month, day, hour, minute, second } = readWallClock(instantMs, timeZone);
  return `${year}-${month}-${day} ${hour}:${minute}:${second}`;
}

/** How far a zone's clock is ahead of UTC at an instant, in milliseconds. */
export function offsetMs(instantMs: number, timeZone: string): number {
  return Date.parse(`${wallTime(instantMs, timeZone).replace(' ', 'T')}Z`) - Math.floor(instantMs / 1000) * 1000;
}

const HOUR_MS = 3_600_000;

/**
 * The wall time from which on a condition catches everything that happened since an instant. In the night when clocks
 * go back an hour comes twice: what happened in the second one carries times before those of the first. `deviation` is how far the
 * clock is ahead of the zone's, in milliseconds: nobody knows when such a clock is changed, so an hour more is caught.
 */
export function sinceWallTime(sinceMs: number, nowMs: number, timeZone: string, deviation = 0): string {
  const putBack = Math.max(0, offsetMs(sinceMs, timeZone) - offsetMs(nowMs, timeZone));
  return wallTime(sinceMs - putBack + (deviation === 0 ? 0 : deviation - HOUR_MS), timeZone);
}
