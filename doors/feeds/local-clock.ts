/** Days and moments as one would say them at a library, in its own time zone. Pure. */
import { createIsPast, type IsPast } from '#domain/overdue.ts';
import { readWallClock, toWallTime } from '#domain/wall-time.ts';

/** A moment where a library is: made once for each zone and answer, for an answer has hundreds of copies. */
export interface LocalClock {
  readonly isPast: IsPast;
  /** `YYYY-MM-DD` as `3 Dec`, with the year if that is another one. */
  sayDay(day: string): string;
  /** RFC 3339 as `today 14:05`, `yesterday 14:05`, `3 Dec 14:05`. */
  sayMoment(at: string): string;
}

/** The clock of a library at a system. */
export type ClockOf = (system: string, library: string) => LocalClock;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAY_MS = 86_400_000;

/** `nowMs`: milliseconds since the epoch; `timeZone`: an IANA name. */
export function createLocalClock(nowMs: number, timeZone: string): LocalClock {
  const today = toWallTime(nowMs, timeZone).day;
  // By the calendar: a day on which clocks change has 23 or 25 hours.
  const dayFromToday = (days: number): string => new Date(Date.parse(today) + days * DAY_MS).toISOString().slice(0, 10);
  const near = new Map([
    [dayFromToday(-1), 'yesterday'],
    [dayFromToday(1), 'tomorrow'],
    [today, 'today'],
  ]);
  const moments = new Map<string, string>();

  function sayDay(day: string): string {
    const [year = '', month = '', date = ''] = day.split('-');
    const words = `${Number(date)} ${MONTHS[Number(month) - 1] ?? ''}`;
    return today.startsWith(`${year}-`) ? words : `${words} ${year}`;
  }

  return {
    isPast: createIsPast(nowMs, timeZone),
    sayDay,
    sayMoment(at) {
      const known = moments.get(at);
      if (known !== undefined) return known;
      const { year, month, day, hour, minute } = readWallClock(Date.parse(at), timeZone);
      const date = `${year}-${month}-${day}`;
      const words = `${near.get(date) ?? sayDay(date)} ${hour}:${minute}`;
      moments.set(at, words);
      return words;
    },
  };
}

/** One clock for each time zone, all at one moment. */
export function createLocalClocks(nowMs: number): (timeZone: string) => LocalClock {
  const clocks = new Map<string, LocalClock>();
  return (timeZone) => {
    const clock = clocks.get(timeZone) ?? createLocalClock(nowMs, timeZone);
    clocks.set(timeZone, clock);
    return clock;
  };
}
