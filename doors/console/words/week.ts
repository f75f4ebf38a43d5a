/** The next days of a place: its ordinary week with what differs from it. */
import type { LibraryQuery } from '../__generated__/operations.ts';
import { daysFrom, isoDayIn, sayDay, sayEndedDay, sayWhen } from './moments.ts';

type Library = NonNullable<LibraryQuery['library']>;
type Closure = Library['closures'][number];

const DAYS = 7;
const DAY_MS = 86_400_000;

const weekdayOf = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'long' });
const dayOfMonth = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long' });

/**
 * Today and the six days after it, by the clock of the place. Empty if the hours are not known. `bankHolidays` as `2026-12-25`; `now`
 * in milliseconds since the epoch.
 */
export function nextDays(
  { openingHours, closures }: Pick<Library, 'openingHours' | 'closures'>,
  bankHolidays: readonly string[],
  timeZone: string,
  now: number,
) {
  if (openingHours === null) return [];
  const first = Date.parse(`${isoDayIn(timeZone).format(now)}T12:00:00Z`);
  return Array.from({ length: DAYS }, (_, at) => {
    const date = new Date(first + at * DAY_MS);
    const iso = date.toISOString().slice(0, 10);
    const weekday = weekdayOf.format(date);
    const times = openingHours.find(({ day }) => day === weekday.toUpperCase())?.times ?? [];
    const usual = times.map(sayTimes).join(', ');
    const day = `${weekday} ${dayOfMonth.format(date)}${at === 0 ? ' (today)' : ''}`;
    return { day, hours: exceptionOn(iso, closures, bankHolidays) ?? (usual === '' ? 'Closed' : usual) };
  });
}

/** `Open now; closes today 17:00.`, `Open now, day and night until the end of 3 December 2026.` Null if the hours are not known. */
export function sayOpening(
  { openNow, opensNext, closesAt }: Pick<Library, 'openNow' | 'opensNext' | 'closesAt'>,
  now: number,
): string | null {
  if (openNow === null) return null;
  if (openNow) return sayOpenUntil(closesAt, now);
  return opensNext === null ? 'Closed now.' : `Closed now; opens ${sayWhen(opensNext, now)}.`;
}

function sayOpenUntil(closesAt: string | null, now: number): string {
  if (closesAt === null) return 'Open now, day and night.';
  const last = sayEndedDay(closesAt, now);
  if (last === null) return `Open now; closes ${sayWhen(closesAt, now)}.`;
  return last === 'today' ? 'Open now, until the end of today.' : `Open now, day and night until the end of ${last}.`;
}

function sayTimes({ opens, closes }: { readonly opens: string; readonly closes: string }): string {
  return opens === '00:00' && closes === '24:00' ? 'Day and night' : `${opens} to ${closes}`;
}

function exceptionOn(iso: string, closures: readonly Closure[], bankHolidays: readonly string[]): string | null {
  const closure = closures.find(({ from, to }) => from <= iso && (to === null || iso <= to));
  if (closure !== undefined) return sayClosed('Closed', closure.note);
  return bankHolidays.includes(iso) ? 'Closed: bank holiday' : null;
}

/** `Closed from 24 December 2026 to 3 January 2027: Winter closure`. */
export function sayClosure({ from, to, note }: Closure): string {
  const until = to === null ? `from ${sayDay(from)} until further notice` : `from ${sayDay(from)} to ${sayDay(to)}`;
  return sayClosed(`Closed ${from === to ? `on ${sayDay(from)}` : until}`, note);
}

/**
 * `closed until further notice: moving to another building`, of closures that are in force and do not end within the next days. One that
 * begins on the day after another ends goes on with it. Null if there is none: what is shut overnight or over a weekend has hours that say
 * so.
 */
export function sayShut(closures: readonly Closure[], timeZone: string, now: number): string | null {
  if (closures.length === 0) return null;
  const today = isoDayIn(timeZone).format(now);
  const shut = closuresFrom(today, closures);
  const last = shut.at(-1);
  if (last === undefined || (last.to !== null && last.to <= daysFrom(today, DAYS - 1))) return null;
  const notes = new Set(
    shut.flatMap(({ note }) => note?.replace(/^[A-Z](?![A-Z])/, (start) => start.toLowerCase()) ?? []),
  );
  const words = `closed until ${last.to === null ? 'further notice' : sayDay(last.to)}`;
  return sayClosed(words, notes.size === 0 ? null : [...notes].join(', then '));
}

/** Those that follow each other without a day between, the first of them in force on that day. */
function closuresFrom(date: string, closures: readonly Closure[]): readonly Closure[] {
  const [longest] = closures
    .filter(({ from, to }) => from <= date && (to === null || date <= to))
    .toSorted((a, b) => (b.to ?? NEVER).localeCompare(a.to ?? NEVER));
  if (longest === undefined) return [];
  return longest.to === null ? [longest] : [longest, ...closuresFrom(daysFrom(longest.to, 1), closures)];
}

const NEVER = '9999-12-31';

export interface Shutting {
  readonly closures: readonly Closure[];
  readonly sites: readonly { readonly id: string; readonly closures: readonly Closure[] }[];
}

/** Of the sites with these ids, if all are shut; of the library if none is named. A site is shut while its library is. */
export function sayShutAt(
  { closures, sites }: Shutting,
  ids: readonly string[],
  timeZone: string,
  now: number,
): string | null {
  const whole = sayShut(closures, timeZone, now);
  if (whole !== null) return whole;
  const named = sites.filter(({ id }) => ids.length === 0 || ids.includes(id));
  const shut = named.map((site) => sayShut([...closures, ...site.closures], timeZone, now));
  return shut.includes(null) ? null : (shut[0] ?? null);
}

/** A note that begins with "Closed" says it no second time. */
function sayClosed(words: string, note: string | null): string {
  if (note === null) return words;
  const said = /^closed (?=for |because |due )/i.test(note) ? note.replace(/^closed /i, '') : `: ${note}`;
  return said.startsWith(':') ? `${words}${said}` : `${words} ${said}`;
}
