/** What readers were told of a system's copies at a time, and why, in sentences. Pure. */
import type { Reason, ReasonCode } from '#domain/facts.ts';
import type { Library, SystemConfig } from '#domain/region.ts';
import { findInstants, isDay, readWallClock, toInstant, toWallTime, type WallTime } from '#domain/wall-time.ts';
import { UNNOTICED_MS } from '#platform/deadline.ts';
import { badUserInput, ERROR_CODES, isErrorCode, MerciaError } from '#platform/errors.ts';
import type { ToldStanding } from './__generated__/types.ts';
import type { AnsweringChangeModel, AnsweringHourModel, AnsweringIn, TimeSpan, Unasked } from './answer-history.ts';
import { sayCause, type Failure } from './causes.ts';
import { reasonFor } from './reasons.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;

/** Day, hours, minutes, seconds and half of the day, as people write them. */
const CLOCK =
  /^(?:(\d{4}-\d\d-\d\d|\d{1,2}\/\d{1,2}\/\d{4})[ T])?(\d{1,2})[:.]([0-5]\d)(?:[:.]([0-5]\d))?(?: ?(am|pm))?$/i;

/**
 * The time that somebody names: `14:03`, `14.03` or `2:03 pm` by the clock of the zone, today or, if that is still to come, yesterday;
 * `30/11/2026 14:03` or `2026-11-30 14:03` by the same clock; or RFC 3339 with its offset. It is the whole minute, the whole second if seconds are
 * named, or the millisecond: what was told changes within a minute. `now`: milliseconds since the epoch. Throws BAD_USER_INPUT, which begins
 * with the `name` under which it was given, for anything else, for what is to come, and for a time by the clock that it has shown twice, or never.
 */
export function toSpan(text: string, timeZone: string, now: number, name: string): TimeSpan {
  const { at, length, twin, isShown } = readClock(text.trim(), timeZone, now) ?? readInstant(text.trim());
  if (Number.isNaN(at)) {
    const forms = '14:03 or 2:03 pm, with a day "30/11/2026 14:03", or 2026-11-30T14:03:00Z';
    throw badUserInput(`${name}: "${text}" is no time: write ${forms}.`);
  }
  if (at > now) throw badUserInput(`${name}: "${text}" is still to come.`);
  if (!isShown) throw badUserInput(`${name}: the clock of ${timeZone} never showed it: it was put forward then.`);
  if (twin !== null && twin <= now) {
    const each = `write ${writeInstant(at)} for the first and ${writeInstant(twin)} for the second`;
    throw badUserInput(`${name}: the clock showed it twice, because it was put back: ${each}.`);
  }
  return { from: new Date(at), until: new Date(at + length) };
}

/** Null for what is written in another way. */
function readClock(text: string, timeZone: string, now: number) {
  const read = CLOCK.exec(text);
  if (read === null) return null;
  const [, day, hour, minute, second, half] = read;
  const minutes = hoursOf(Number(hour), half) * 60 + Number(minute);
  const seconds = Number(second ?? 0) * SECOND_MS;
  const wall = toWall(day, minutes, timeZone, now);
  const length = second === undefined ? MINUTE_MS : SECOND_MS;
  if (wall === null) return { at: Number.NaN, length, twin: null, isShown: true };
  const [first, again] = findInstants(wall, timeZone);
  const twin = again === undefined ? null : again + seconds;
  return { at: (first ?? toInstant(wall, timeZone)) + seconds, length, twin, isShown: first !== undefined };
}

function writeInstant(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}

function hoursOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour < 24 ? hour : Number.NaN;
  if (hour < 1 || hour > 12) return Number.NaN;
  return (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
}

/** Without an offset it would be read by the clock of this machine. */
function readInstant(text: string) {
  const [, second, fraction] = /:\d\d(:\d\d)?(\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.exec(text) ?? [];
  return {
    at: /(?:Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN,
    length: fraction !== undefined ? 1 : second !== undefined ? SECOND_MS : MINUTE_MS,
    twin: null,
    isShown: true,
  };
}

/** Null for what the calendar does not have. */
function toWall(written: string | undefined, minutes: number, timeZone: string, now: number): WallTime | null {
  if (Number.isNaN(minutes)) return null;
  if (written !== undefined) {
    const [date = '', month = '', year] = written.split('/');
    const day = year === undefined ? written : `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
    return isDay(day) ? { day, minutes } : null;
  }
  const { day } = toWallTime(now, timeZone);
  const today = toInstant({ day, minutes }, timeZone);
  return { day: today <= now ? day : dayBefore(day), minutes };
}

/** By the calendar: a day in which the clocks change has not 24 hours. */
function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 24 * HOUR_MS).toISOString().slice(0, 10);
}

/** Which time was looked at, with its day, by the clock of the zone. */
export function writeSpan({ from, until }: TimeSpan, timeZone: string): string {
  const moment = writeMoment(from, timeZone);
  return until.getTime() - from.getTime() === MINUTE_MS ? `in the minute ${moment.slice(0, -3)}` : `at ${moment}`;
}

/** Day and second by the clock of the zone. */
export function writeMoment(at: Date, timeZone: string): string {
  const { year, month, day, hour, minute, second } = readWallClock(at.getTime(), timeZone);
  return `${year}-${month}-${day} ${hour}:${minute}:${second}`;
}

export function zoneOf(library: Pick<Library, 'timeZone'>, system: Pick<SystemConfig, 'timeZone'>): string {
  return library.timeZone ?? system.timeZone;
}

export interface Told {
  readonly standing: ToldStanding;
  readonly sentences: readonly string[];
}

type Named = Pick<SystemConfig, 'id' | 'name'>;

/** What was told of a system's copies then, change by change, and why, as far as it is kept. `isKept`: whether that time is not too long ago. */
export function describeTold(system: Named, then: AnsweringIn, timeZone: string, isKept: boolean): Told {
  const { changes, next, hour, unasked, lastAskedAt } = then;
  const stopped = hour?.stoppedWaiting ?? 0;
  const why = isKept ? 'no question to it had ended yet' : 'it is longer ago than 30 days';
  const nothing = isKept && changes.length > 0 ? [] : [`${system.name}: nothing is recorded of that time; ${why}.`];
  if (!isKept || (changes.length === 0 && stopped === 0)) return { standing: 'NOT_KEPT', sentences: nothing };
  const isSilent = unasked === null && changes.some(({ answers }) => !answers);
  const write = (at: Date): string => writeMoment(at, timeZone);
  const told = changes.flatMap((change, place) => {
    const isLast = place === changes.length - 1;
    const stretch = { change, next: isLast ? next : (changes[place + 1] ?? null) };
    const known = isLast ? { unasked, lastAskedAt, isAsked: stopped > 0 } : NOTHING_KNOWN;
    return [
      `${system.name}: ${sayStretch({ ...stretch, ...known }, write)}.`,
      ...(isSilent && !change.answers ? describePages(change, system) : []),
      ...(change.answers ? [] : [`  ${whyOf(change, system, write)}`]),
      ...(change.answers || place > 0 ? [] : describeBefore(change, write)),
    ];
  });
  const live = `Copies were shown as it said ${stopped > 0 ? 'in every other answer' : 'then'}`;
  const always = `  ${live}, except titles with too many copies, and copies of libraries that are moving.`;
  const unseen = unasked === null ? 'ANSWERED' : 'NOT_ASKED';
  const standing = isSilent ? 'SILENT' : stopped > 0 ? 'STOPPED_WAITING' : unseen;
  return {
    standing,
    sentences: [
      ...nothing,
      ...told,
      ...(standing === 'NOT_ASKED' ? [NOBODY_TOLD] : []),
      ...(hour !== null && stopped > 0 ? describeStopped(hour, timeZone, isSilent) : []),
      ...describeHour(hour, timeZone),
      ...(isSilent || unasked !== null || changes.length === 0 ? [] : [always]),
    ],
  };
}

const NOBODY_TOLD =
  '  Readers were told nothing of its copies then, because nobody asked; but requests that were over before any copy was asked about, and copies of libraries that are moving, are not counted.';

const NOTHING_KNOWN = { unasked: null, lastAskedAt: null, isAsked: false };

/** From one change to the next. */
interface Stretch extends Pick<AnsweringIn, 'next' | 'unasked' | 'lastAskedAt'> {
  readonly change: AnsweringChangeModel;
  /** An answer of that hour stopped waiting, so that somebody may have asked. */
  readonly isAsked: boolean;
}

/** How a system stood is known from its first to its last question, and not of the time in which nobody asked. */
function sayStretch({ change, next, unasked, lastAskedAt, isAsked }: Stretch, write: (at: Date) => string): string {
  const what = change.answers ? 'it answered' : 'it did not answer';
  const gap = unasked ?? gapBefore(change, next) ?? (next === null ? { since: lastAskedAt, until: null } : null);
  const from = write(change.at);
  if (gap === null) return `${what}, from ${from}${next === null ? '' : ` until ${write(next.at)}`}`;
  const last = gap.since === null ? null : write(gap.since > change.at ? gap.since : change.at);
  const begin =
    last === null
      ? `${what}, from ${from}; when it was last asked before is not kept`
      : last === from
        ? `${what} at ${from}`
        : `${what}, from ${from}, last at ${last}`;
  if (gap.until === null) {
    return `${begin}; no later question is recorded${unasked === null ? '' : ': how it stood then is not known'}`;
  }
  const isChange = next !== null && gap.until.getTime() === next.at.getTime();
  const end = isChange ? `, when it ${next.answers ? 'answered' : 'did not answer'}` : ' at least';
  return `${begin}; then ${isAsked ? 'no question to it ended' : 'nobody asked'} until ${write(gap.until)}${end}: how it stood between is not known`;
}

/** The end of a stretch in which nobody asked, if that was long. */
function gapBefore({ at }: AnsweringChangeModel, next: AnsweringChangeModel | null): Unasked | null {
  const since = next?.askedBefore ?? null;
  if (next === null || since === null || !isLong(since > at ? since : at, next.at)) return null;
  return { since, until: next.at };
}

/** Of one that can never be asked. `list`: when its last list by then was read; null if that is not kept. */
export function describeList({ name }: Named, list: Date | null, timeZone: string): Told {
  const copies =
    list === null
      ? 'Its copies were shown as in its last list; when that was read is not recorded.'
      : `Its copies were shown as in its list, which was read at ${writeMoment(list, timeZone)}.`;
  return { standing: 'NEVER_ASKED', sentences: [`${name}: this system can never be asked. ${copies}`] };
}

/** What pages say of a system that does not answer, by the reason that programs get. */
const ON_PAGES: Readonly<Partial<Record<ReasonCode, string>>> = {
  TIMEOUT: 'the system did not answer in time',
  REFUSED: 'the system did not let us ask',
  BAD_ANSWER: 'the system gave an answer that we could not read',
  RATE_LIMITED: 'the system may not be asked more often just now',
};

function describePages(failure: Failure, system: Named): readonly string[] {
  const reason = reasonOf(failure, system);
  const onTitles =
    reason === null
      ? ''
      : ` On a title, at first: that time and “…; ${ON_PAGES[reason.code] ?? 'the system is not answering'}”.`;
  return [
    `  Pages showed its copies as last known, or as not checked where nothing was known. In results: “(not checked now; as it was …)”, with the time.${onTitles}`,
  ];
}

/** Of the first failure, with its time if that is given: no other of a silence is kept. */
export function whyOf(failure: Failure & { readonly at?: Date }, system: Named, write: (at: Date) => string): string {
  const [{ code, at }, reason] = [failure, reasonOf(failure, system)];
  if (code === null || reason === null) return 'Why is not recorded.';
  const when = at === undefined ? '' : ` (${write(at).slice(-8)})`;
  return `At first${when}: ${sayCause(code, failure)} (${code} in the log). Programs got at first ${reason.code}: “${reason.message}” What it was later in the silence is not kept.`;
}

function reasonOf({ code }: Failure, system: Named): Reason | null {
  if (code === null || !isErrorCode(code)) return null;
  return reasonFor(new MerciaError(code, ERROR_CODES[code].description), system);
}

/** A silence may have begun before anybody noticed. */
const isLong = (from: Date, until: Date): boolean => until.getTime() - from.getTime() >= UNNOTICED_MS;

function describeBefore({ at, askedBefore }: AnsweringChangeModel, write: (at: Date) => string): readonly string[] {
  if (askedBefore === null || !isLong(askedBefore, at)) return [];
  return [`  Nobody had asked it since ${write(askedBefore)}: it may have been silent from then on.`];
}

function sayHour({ hour }: AnsweringHourModel, timeZone: string): string {
  const clock = (at: number): string => writeMoment(new Date(at), timeZone).slice(-8, -3);
  return `from ${clock(hour.getTime())} to ${clock(hour.getTime() + HOUR_MS)}`;
}

function describeStopped(hour: AnsweringHourModel, timeZone: string, isSilent: boolean): readonly string[] {
  const { stoppedWaiting } = hour;
  const answers = `${stoppedWaiting} ${stoppedWaiting === 1 ? 'answer' : 'answers'} to pages or programs`;
  const stopped = `${answers}, ${sayHour(hour, timeZone)}, stopped waiting for it, and showed its copies as not checked or as last known.`;
  return [isSilent ? `  Besides, ${stopped}` : `  But ${stopped} If your reader saw that, this is why.`];
}

function describeHour(hour: AnsweringHourModel | null, timeZone: string): readonly string[] {
  if (hour === null) return ['  No question of that hour is recorded.'];
  const { answered, failed, answerMs, stoppedWaiting } = hour;
  const average = answered === 0 ? '' : `, after ${(answerMs / answered / 1_000).toFixed(1)} s on average`;
  const questions = `${answered} ${answered === 1 ? 'question' : 'questions'}`;
  return [
    `  In that hour, ${sayHour(hour, timeZone)}, it answered ${questions}${average}, and did not answer ${failed}.`,
    ...(stoppedWaiting === null
      ? ['  Whether an answer stopped waiting before the system answered was not counted then.']
      : []),
    ...(stoppedWaiting === 0 ? ['  No answer of that hour stopped waiting for it.'] : []),
  ];
}
