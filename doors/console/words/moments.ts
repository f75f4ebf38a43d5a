/** Moments and days as people say them: on the clock of the libraries, in British English. */

/** The zone in which pages tell the time. */
export const ZONE = 'Europe/London';

const DAY_MS = 86_400_000;

const time = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, day: 'numeric', month: 'long', year: 'numeric' });
const plainDay = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' });
/** By zone: making one takes a hundred times as long as using it. */
const isoDays = new Map<string, Intl.DateTimeFormat>();
const isoDay = isoDayIn(ZONE);

/** What writes days of a time zone as `2026-12-05`. */
export function isoDayIn(timeZone: string): Pick<Intl.DateTimeFormat, 'format'> {
  const known = isoDays.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-CA', { timeZone });
  isoDays.set(timeZone, made);
  return made;
}

/** `today 14:05`, `yesterday 14:05`, `on 24 November 2026 at 14:05`. `moment` as RFC 3339. */
export function sayWhen(moment: string, now: number): string {
  const at = new Date(moment);
  const on = isoDay.format(at);
  if (on === isoDay.format(now)) return `today ${time.format(at)}`;
  if (on === daysFrom(isoDay.format(now), -1)) return `yesterday ${time.format(at)}`;
  return `on ${sayMoment(at)}`;
}

/** The date so many days from another, both as `2026-12-05`: days are counted by date, because some have 23 or 25 hours. */
export function daysFrom(date: string, days: number): string {
  return new Date(Date.parse(`${date}T12:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** `today`, `3 December 2026`: of midnight, the day that ends then; null of any other moment. RFC 3339. */
export function sayEndedDay(moment: string, now: number): string | null {
  const at = Date.parse(moment);
  if (time.format(at) !== '00:00') return null;
  const last = isoDay.format(at - 1);
  return last === isoDay.format(now) ? 'today' : sayDay(last);
}

/** `24 November 2026 at 14:05`, whenever it is read. RFC 3339, or milliseconds since the epoch. */
export function sayMoment(moment: string | number | Date): string {
  const at = new Date(moment);
  return `${day.format(at)} at ${time.format(at)}`;
}

/** `24 November 2026`: the day of a moment. RFC 3339, or milliseconds since the epoch. */
export function sayDayOf(moment: string | number): string {
  return day.format(new Date(moment));
}

/** `14:05`. Milliseconds since the epoch. */
export function sayClock(at: number): string {
  return time.format(at);
}

/** `5 December 2026`, of a day without a time. */
export function sayDay(date: string): string {
  return plainDay.format(new Date(`${date}T00:00:00Z`));
}

/** Whether a day lies before today. */
export function isPast(date: string, now: number): boolean {
  return date < isoDay.format(now);
}

export function isToday(date: string, now: number): boolean {
  return date === isoDay.format(now);
}

/** `today`, else the day. */
export function sayDayFrom(date: string, now: number): string {
  return isToday(date, now) ? 'today' : sayDay(date);
}

/** `5 minutes`, `3 hours`, `2 days`: how long ago something was, in the unit that says enough. */
export function sayAge(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 90) return plural(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  return hours < 48 ? plural(hours, 'hour') : plural(Math.round(hours / 24), 'day');
}

/** `1 copy`, `1,204 copies`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}
