/** Dates of SIP2: `YYYYMMDDZZZZHHMMSS`, where ZZZZ is four blanks for the server's own clock, or `   Z` for UTC. */
import { isDay, readWallClock, toInstant } from '#domain/wall-time.ts';

/** How a server wants the zone written: as the specification says, or as four zeros (some servers, out of specification). */
export type ZoneStyle = 'local' | 'utc' | 'zeros';

const ZONES: Readonly<Record<ZoneStyle, string>> = { local: '    ', utc: '   Z', zeros: '0000' };

export interface DateStyle {
  readonly zone: ZoneStyle;
  /** The IANA zone of the server's own clock. */
  readonly timeZone: string;
}

/** The 18 characters of a moment in milliseconds since the epoch. */
export function formatDate(at: number, { zone, timeZone }: DateStyle): string {
  const { year, month, day, hour, minute, second } = readWallClock(at, zone === 'utc' ? 'UTC' : timeZone);
  return `${year}${month}${day}${ZONES[zone]}${hour}${minute}${second}`;
}

export interface Sip2Date {
  /** By the clock of the server's zone: `YYYY-MM-DD`. */
  readonly day: string;
  /** By the same clock: `HH:MM`; null if only the day is written. */
  readonly time: string | null;
  /** Milliseconds since the epoch, to the minute; of a day alone, its last minute. */
  readonly at: number;
}

/** `20270903    235900STAFF`, `20270903   Z225900`, `202709030000235900`; some servers write the day alone: `20270903` */
const SIP2 = /^(\d{4})(\d\d)(\d\d)(?:(?: {4}| {3}(Z)|0000)(\d\d)(\d\d)\d\d|\s*$)/;
/** Written by some servers in named fields: `2027-09-03`, `2027-09-03 23:59:00`, `2027-09-03T22:59:00Z`, `2027-09-03T23:59:00+01:00` */
const ISO = /^(\d{4})-(\d\d)-(\d\d)()(?:[T ](\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?/;

const MINUTE_MS = 60_000;

/** Reads a date; null for anything else. What stands behind it is ignored. Without a zone it is the server's own clock. */
export function readDate(text: string, timeZone: string): Sip2Date | null {
  const parts = SIP2.exec(text) ?? ISO.exec(text);
  if (parts === null) return null;
  const [, year = '', month = '', date = '', utc, hour, minute, offset] = parts;
  const day = `${year}-${month}-${date}`;
  const minutes = Number(hour ?? '23') * 60 + Number(minute ?? '59');
  if (!isDay(day) || minutes >= 24 * 60 || Number(minute ?? '0') > 59) return null;
  const zone = offset ?? utc ?? '';
  if (zone === '') {
    const time = hour === undefined || minute === undefined ? null : `${hour}:${minute}`;
    return { day, time, at: toInstant({ day, minutes }, timeZone) };
  }
  const at = toInstant({ day, minutes }, 'UTC') - minutesAhead(zone) * MINUTE_MS;
  const shown = readWallClock(at, timeZone);
  return { day: `${shown.year}-${shown.month}-${shown.day}`, time: `${shown.hour}:${shown.minute}`, at };
}

/** How far a zone is ahead of UTC: `Z`, `+01:00`, `-0500`. */
function minutesAhead(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith('-') ? -minutes : minutes;
}
