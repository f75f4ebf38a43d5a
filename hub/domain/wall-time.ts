/** What a clock on the wall of a time zone shows. */

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

/**
 * The clock of a time zone (an IANA name) at a moment in milliseconds since the epoch. Digits as it shows them: four for the year, two
 * for the rest, hours from 00 to 23.
 */
export function readWallClock(instantMs: number, timeZone: string) {
  const parts = formatOf(timeZone).formatToParts(instantMs);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((one) => one.type === type)?.value ?? '';
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  };
}

/** A moment by the clock on a wall. */
export interface WallTime {
  /** `YYYY-MM-DD` */
  readonly day: string;
  /** Minutes since midnight; 1440 is the midnight after the day. */
  readonly minutes: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Years of four digits, as they are read here, with a day before and after. */
const [FIRST, LAST] = [Date.UTC(1000, 0, 3), Date.UTC(9999, 11, 29)];

/** Whether the calendar has the day of a text `YYYY-MM-DD`: 2026-02-30 is none, though a clock reads it. */
export function isDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === day;
}

/** What the clock of a time zone (an IANA name) shows at a moment in milliseconds since the epoch. */
export function toWallTime(at: number, timeZone: string): WallTime {
  const { year, month, day, hour, minute } = readWallClock(at, timeZone);
  return { day: `${year}-${month}-${day}`, minutes: Number(hour) * 60 + Number(minute) };
}

/**
 * The moment, in milliseconds since the epoch, at which the clock shows a time. The first one if it shows it twice; if it
 * never does, the moment at which it is put forward past it.
 */
export function toInstant(time: WallTime, timeZone: string): number {
  const { shown, offsets, moments } = readMoments(time, timeZone);
  return moments[0] ?? changeBetween(shown - Math.max(...offsets), shown - Math.min(...offsets), timeZone);
}

/** Each moment at which the clock shows a time, the first one first: two in the hour that it shows twice, none in one that it never shows. */
export function findInstants(time: WallTime, timeZone: string): readonly number[] {
  return readMoments(time, timeZone).moments;
}

function readMoments({ day, minutes }: WallTime, timeZone: string) {
  const shown = Date.parse(`${day}T00:00:00Z`) + minutes * MINUTE_MS;
  // Systems write 9999 for never.
  const near = Math.min(Math.max(shown, FIRST), LAST);
  const before = offsetAt(near - DAY_MS, timeZone);
  const after = offsetAt(near + DAY_MS, timeZone);
  const offsets = [before, after];
  // On nearly all days; no clock is changed and changed back within two.
  if (before === after) return { shown, offsets, moments: [shown - before] };
  const moments = offsets.map((offset) => shown - offset).filter((at) => at + offsetAt(at, timeZone) === shown);
  return { shown, offsets, moments: moments.toSorted((a, b) => a - b) };
}

/** How far the clock is ahead of UTC, to the second. */
function offsetAt(at: number, timeZone: string): number {
  const { year, month, day, hour, minute, second } = readWallClock(at, timeZone);
  const whole = Math.floor(at / 1000) * 1000;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - whole;
}

/** The first moment with the offset of `after`, of a clock that is put forward once between the two. */
function changeBetween(before: number, after: number, timeZone: string): number {
  const changed = offsetAt(after, timeZone);
  let [low, high] = [before, after];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle, timeZone) === changed) high = middle;
    else low = middle;
  }
  return high;
}
