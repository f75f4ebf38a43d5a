/** When a place is open, by its week, its closures and the bank holidays. Days are `YYYY-MM-DD` in its own time zone. */
import { toInstant, toWallTime } from '../wall-time.ts';
import { WEEKDAYS, type Closure, type OpeningRules, type OpenSpan } from './opening-hours.ts';

/** How it is open at a moment; moments are in milliseconds since the epoch. */
export interface OpeningAt {
  /** Null if its hours are unknown. */
  readonly isOpen: boolean | null;
  /** When it opens next. Null while it is open, if its hours are unknown, or if not within {@link DAYS_AHEAD} days. */
  readonly opensNext: number | null;
  /** When it closes. Null while it is closed, if its hours are unknown, or if not within {@link DAYS_OPEN} days. */
  readonly closesAt: number | null;
}

/** On which day it is open, from a day on: of today, only what is left of it counts. */
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
/** Whoever is open for longer is open day and night. */
const DAYS_OPEN = 31;
const DAY_MS = 86_400_000;
const UNKNOWN_OPENING: OpeningAt = { isOpen: null, opensNext: null, closesAt: null };

/** How it is open at a moment, seconds and changes of the clock included. */
export function openingAt(rules: OpeningRules, at: number): OpeningAt {
  const { day } = toWallTime(at, rules.timeZone);
  if (rules.hours === null) {
    const isShut = closureOn(rules, day) !== null || rules.bankHolidays.includes(day);
    return { ...UNKNOWN_OPENING, isOpen: isShut ? false : null };
  }
  let closesAt: number | null = null;
  for (const { from, to } of openTimes(rules, addDays(day, -1))) {
    if (to <= at) continue;
    if (closesAt === null && from > at) return { isOpen: false, opensNext: from, closesAt: null };
    if (closesAt !== null && from > closesAt) break;
    closesAt = Math.max(closesAt ?? to, to);
    if (closesAt - at > DAYS_OPEN * DAY_MS) return { isOpen: true, opensNext: null, closesAt: null };
  }
  return { isOpen: closesAt !== null, opensNext: null, closesAt };
}

/** How it is open now, and from a day on (default: today). */
export function findOpening(rules: OpeningRules, now: number, wantedDay: string | null): Opening {
  const today = toWallTime(now, rules.timeZone).day;
  const from = wantedDay ?? today;
  const openNow = openingAt(rules, now).isOpen;
  if (rules.hours === null) return { from, openNow, opensOn: null, closure: closureOn(rules, from) };

  const isLeft = (day: string): boolean =>
    spansOn(rules, day).some(({ to }) => day !== today || now < toInstant({ day, minutes: to }, rules.timeZone));
  const usual = firstDay(from, isLeft);
  return {
    from,
    openNow,
    opensOn: firstDay(from, (day) => isLeft(day) && closureOn(rules, day) === null),
    closure: usual === null ? null : closureOn(rules, usual),
  };
}

/** Moments between which it is open, in order, of a year's days. A span that a change of the clock swallows is left out. */
function* openTimes(
  rules: OpeningRules,
  firstDayOf: string,
): Generator<{ readonly from: number; readonly to: number }> {
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1) {
    const day = addDays(firstDayOf, ahead);
    if (closureOn(rules, day) !== null) continue;
    for (const span of spansOn(rules, day)) {
      const from = toInstant({ day, minutes: span.from }, rules.timeZone);
      const to = toInstant({ day, minutes: span.to }, rules.timeZone);
      if (from < to) yield { from, to };
    }
  }
}

function closureOn({ closures }: OpeningRules, day: string): Closure | null {
  return closures.find(({ from, to }) => from <= day && day <= (to ?? day)) ?? null;
}

function spansOn({ hours, bankHolidays }: OpeningRules, day: string): readonly OpenSpan[] {
  if (bankHolidays.includes(day)) return [];
  const spans = hours?.[WEEKDAYS[toDate(day).getUTCDay()] ?? 'sunday'] ?? [];
  return spans.toSorted((a, b) => a.from - b.from);
}

function firstDay(from: string, fits: (day: string) => boolean): string | null {
  for (let ahead = 0; ahead < DAYS_AHEAD; ahead += 1) {
    const day = addDays(from, ahead);
    if (fits(day)) return day;
  }
  return null;
}

function addDays(day: string, days: number): string {
  return new Date(toDate(day).getTime() + days * DAY_MS).toISOString().slice(0, 10);
}

function toDate(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}
