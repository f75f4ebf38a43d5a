/** Koha compares times as its clock on the wall shows them and ignores any zone in a condition. */

/** By zone: making one takes a hundred times as long as using it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(timeZone, made);
  return made;
}

/** An instant as wall time of a zone, in the form that MariaDB compares: `2026-11-24 15:00:00`. */
export function wallTime(instantMs: number, timeZone: string): string {
  const parts = formatOf(timeZone).formatToParts(instantMs);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}:${part('second')}`;
}

/** How far a zone's clock is ahead of UTC at an instant, in milliseconds. */
function offsetMs(instantMs: number, timeZone: string): number {
  return Date.parse(`${wallTime(instantMs, timeZone).replace(' ', 'T')}Z`) - Math.floor(instantMs / 1000) * 1000;
}

/**
 * The wall time from which on a condition catches everything that happened since an instant. In the night when clocks
 * go back an hour comes twice: what happened in the second one carries times before those of the first.
 */
export function sinceWallTime(sinceMs: number, nowMs: number, timeZone: string): string {
  const putBack = Math.max(0, offsetMs(sinceMs, timeZone) - offsetMs(nowMs, timeZone));
  return wallTime(sinceMs - putBack, timeZone);
}
