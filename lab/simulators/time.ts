/** The zones of library systems, whose wire shows wall time; the worlds keep instants (milliseconds since the epoch). */

/** Milliseconds since the epoch. */
export type Instant = number;
/** `YYYY-MM-DD` in the system's own zone. */
export type Day = string;

const QUARTER_HOUR = 900_000;
const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, Map<number, number>>();

function format(zone: string): Intl.DateTimeFormat {
  let known = formats.get(zone);
  if (known === undefined) {
    known = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, known);
  }
  return known;
}

/** Milliseconds that the zone is ahead of UTC at that instant. Zones change on quarter hours only, so it is kept by those. */
export function zoneOffset(instant: number, zone: string): number {
  let byQuarter = offsets.get(zone);
  if (byQuarter === undefined) {
    byQuarter = new Map();
    offsets.set(zone, byQuarter);
  }
  const quarter = Math.floor(instant / QUARTER_HOUR);
  let offset = byQuarter.get(quarter);
  if (offset === undefined) {
    const at = quarter * QUARTER_HOUR;
    const part: Record<string, number> = {};
    for (const { type, value } of format(zone).formatToParts(at)) part[type] = Number(value);
    const wall = Date.UTC(
      part['year'] ?? 1970,
      (part['month'] ?? 1) - 1,
      part['day'] ?? 1,
      part['hour'] ?? 0,
      part['minute'] ?? 0,
      part['second'] ?? 0,
    );
    offset = wall - at;
    byQuarter.set(quarter, offset);
  }
  return offset;
}

/** `2026-11-24 14:57:50`: wall time as a database column holds it. */
export function wallTime(instant: number, zone: string): string {
  return new Date(instant + zoneOffset(instant, zone)).toISOString().slice(0, 19).replace('T', ' ');
}

/** `2026-11-24`: the day in the zone. */
export function localDate(instant: number, zone: string): string {
  return wallTime(instant, zone).slice(0, 10);
}

/** `2026-11-24T14:57:50+01:00`: a date-time with its offset; `Z` where the zone is UTC itself, as Perl writes it. */
export function rfc3339(instant: number, zone: string): string {
  if (zone === 'UTC') return utcTime(instant);
  const minutes = Math.round(zoneOffset(instant, zone) / 60_000);
  const size = Math.abs(minutes);
  const hours = String(Math.floor(size / 60)).padStart(2, '0');
  const rest = String(size % 60).padStart(2, '0');
  return `${wallTime(instant, zone).replace(' ', 'T')}${minutes < 0 ? '-' : '+'}${hours}:${rest}`;
}

/** `2026-11-24T13:57:50Z`: a date-time in UTC. */
export function utcTime(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}

/** The instant of a wall time (`2026-11-24`, with `T` or a blank before the time, time optional) in the zone. */
export function instantOf(wall: string, zone: string): number {
  const [day = '', time = '00:00:00'] = wall.split(/[T ]/u);
  const utc = Date.parse(`${day}T${time}Z`);
  const first = utc - zoneOffset(utc, zone);
  return utc - zoneOffset(first, zone);
}

/** 23:59:00 of a day in the zone: when a loan by days is due. */
export function endOfDay(day: string, zone: string): number {
  return instantOf(`${day}T23:59:00`, zone);
}

/** The day so many days later, calendar arithmetic. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
