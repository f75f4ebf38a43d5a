/**
 * When a library is open, by its week, its closures and the bank holidays. Days are `YYYY-MM-DD` in its own time zone.
 */
import { WEEKDAYS, type Closure, type LendingRules, type OpenSpan } from './lending-rules.ts';
import { readWallClock } from '../wall-time.ts';

/** A moment by the clock on the library's wall. */
export interface WallTime {
  readonly day: string;
  /** Minutes since midnight. */
  readonly minutes: number;
}

export interface Opening {
  /** The day from which on it was looked for. */
  readonly from: string;
  /** Null if its hours are unknown. */
  readonly openNow: boolean | null;
  /** The first day on which it is open; null if its hours are unknown, or not within {@link DAYS_AHEAD} days. */
  readonly opensOn: string | null;
  /** The closure that keeps it shut on the day on which it would otherwise be open next; null if none does. */
  readonly closure: Closure | null;
}

const DAYS_AHEAD = 366;
const DAY_MS = 86_400_000;

/** The wall clock of a time zone (an IANA name) at a moment in milliseconds since the epoch. */
export function toWallTime(at: number, timeZone: string): WallTime {
  const { year, month, day, hour, minute } = readWallClock(at, timeZone);
  return { day: `${year}-${month}-${day}`, minutes: Number(hour) * 60 + Number(minute) };
}

/** How it is open now, and from a day on: of today, only what is left of it counts. */
export function findOpening(
  { hours, closures }: Pick<LendingRules, 'hours' | 'closures'>,
  bankHolidays: readonly string[],
  now: WallTime,
  from: string,
): Opening {
  const closureOn = (day: string): Closure | null =>
    closures.find((closure) => closure.from <= day && day <= (closure.to ?? day)) ?? null;
  if (hours === null) {
    return { from, openNow: closureOn(now.day) === null ? null : false, opensOn: null, closure: closureOn(from) };
  }

  const spansOn = (day: string): readonly OpenSpan[] =>
    bankHolidays.includes(day) ? [] : (hours[WEEKDAYS[toDate(day).getUTCDay()] ?? 'sunday'] ?? []);
  const isLeft = (day: string): boolean => spansOn(day).some(({ to }) => day !== now.day || now.minutes < to);
  const usual = firstDay(from, isLeft);
  return {
    from,
    openNow:
      closureOn(now.day) === null && spansOn(now.day).some((span) => span.from <= now.minutes && now.minutes < span.to),
    opensOn: firstDay(from, (day) => isLeft(day) && closureOn(day) === null),
    closure: usual === null ? null : closureOn(usual),
  };
}

function firstDay(from: string, fits: (day: string) => boolean): string | null {
  const start = toDate(from).getTime();
  for (let ahead = 0; ahead < DAYS_AHEAD; ahead += 1) {
    const day = new Date(start + ahead * DAY_MS).toISOString().slice(0, 10);
    if (fits(day)) return day;
  }
  return null;
}

function toDate(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}
