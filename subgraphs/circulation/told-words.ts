/** What readers were told of a system's copies at a time, and why, in sentences. Pure. */
import type { Library, SystemConfig } from '#domain/region.ts';
import { readWallClock, toInstant } from '#domain/wall-time.ts';
import { ERROR_CODES, MerciaError, type ErrorCode } from '#platform/errors.ts';
import type { AnsweringIn, TimeSpan } from './answer-history.ts';
import { reasonFor } from './reasons.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;

/**
 * The time that somebody names: `14:03` by the clock of the zone, today or, if that is still to come, yesterday; `2026-11-30 14:03` by the same
 * clock; or RFC 3339 with its offset. It is the whole minute, the whole second if seconds are named, or the millisecond: what was told changes
 * within a minute. `now`: milliseconds since the epoch. Throws BAD_USER_INPUT, which begins with the `name` under which it was given, for
 * anything else, and for what is to come.
 */
export function toSpan(text: string, timeZone: string, now: number, name: string): TimeSpan {
  const [, day, hours, minutes, seconds] = /^(?:(\d{4}-\d\d-\d\d)[ T])?(\d\d?):(\d\d)(?::([0-5]\d))?$/.exec(text) ?? [];
  const at =
    hours === undefined || minutes === undefined
      ? readInstant(text)
      : atClock(day, Number(hours) * 60 + Number(minutes), timeZone, now) + Number(seconds ?? 0) * SECOND_MS;
  if (Number.isNaN(at)) {
    const forms = '14:03, "2026-11-30 14:03" or 2026-11-30T14:03:00Z';
    throw new MerciaError('BAD_USER_INPUT', `${name}: "${text}" is no time: write ${forms}.`);
  }
  if (at > now) throw new MerciaError('BAD_USER_INPUT', `${name}: "${text}" is still to come.`);
  const [, second, fraction] = /:\d\d(:\d\d)?(\.\d+)?(?:Z|[+-]\d\d:\d\d)?$/.exec(text) ?? [];
  const length = fraction !== undefined ? 1 : second !== undefined ? SECOND_MS : MINUTE_MS;
  return { from: new Date(at), until: new Date(at + length) };
}

/** Without an offset it would be read by the clock of this machine. */
function readInstant(text: string): number {
  return /(?:Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
}

function atClock(day: string | undefined, minutes: number, timeZone: string, now: number): number {
  if (minutes >= 24 * 60) return Number.NaN;
  if (day !== undefined) return Number.isNaN(Date.parse(day)) ? Number.NaN : toInstant({ day, minutes }, timeZone);
  const today = toInstant({ day: dayOf(now, timeZone), minutes }, timeZone);
  return today <= now ? today : toInstant({ day: dayOf(now - 24 * HOUR_MS, timeZone), minutes }, timeZone);
}

function dayOf(at: number, timeZone: string): string {
  const { year, month, day } = readWallClock(at, timeZone);
  return `${year}-${month}-${day}`;
}

/** Which time was looked at, by the clock of the zone. */
export function writeSpan({ from, until }: TimeSpan, timeZone: string): string {
  const moment = writeMoment(from, timeZone);
  return until.getTime() - from.getTime() === MINUTE_MS ? `in the minute ${moment.slice(0, -3)}` : `at ${moment}`;
}

/** Day and second by the clock of the zone. */
export function writeMoment(at: Date, timeZone: string): string {
  const { hour, minute, second } = readWallClock(at.getTime(), timeZone);
  return `${dayOf(at.getTime(), timeZone)} ${hour}:${minute}:${second}`;
}

/** The clock of a library at a system. */
export function zoneOf(library: Pick<Library, 'timeZone'>, system: Pick<SystemConfig, 'timeZone'>): string {
  return library.timeZone ?? system.timeZone;
}

/** What was told of a system's copies then, change by change, and why, as far as it is kept. */
export function describeTold(
  system: Pick<SystemConfig, 'id' | 'name'>,
  { changes, next, hour }: AnsweringIn,
  timeZone: string,
): readonly string[] {
  const write = (at: Date): string => writeMoment(at, timeZone);
  const head = `${system.name} (${system.id}): `;
  if (changes.length === 0) {
    return [
      `${head}nothing is kept of that time. Nobody had asked it yet, or the time of each request was over before it answered: look for \`Told less than live\` in the log. Or it is longer ago than 30 days; or it is never asked: of a system that only delivers lists, copies are shown as its last list had them, or as unknown if none has been read.`,
    ];
  }
  const told = changes.map((change, index) => {
    const end = changes[index + 1] ?? next;
    const until = end === null ? ', and nothing else was seen since' : ` until ${write(end.at)}`;
    return change.answers
      ? `${head}it answered, from ${write(change.at)}${until}. Its copies were shown live, but for requests whose time was over before it answered, titles with too many copies, and libraries that are moving.`
      : `${head}it did not answer, from ${write(change.at)}${until}. Its copies were shown as last known, with their age, or as unknown if nothing was known. ${whyOf(change.code, system)}`;
  });
  return [...told, describeHour(hour, write)];
}

/** The code that was first; later ones of the same outage stand in the log. */
export function whyOf(code: string | null, system: Pick<SystemConfig, 'id' | 'name'>): string {
  if (code === null || !isErrorCode(code)) return 'Why is not kept.';
  const { code: reason, message } = reasonFor(new MerciaError(code, ERROR_CODES[code].description), system);
  return `At first readers were told ${reason}: "${message}" (${code} in the log; the log has the host and the cause).`;
}

function isErrorCode(code: string): code is ErrorCode {
  return code in ERROR_CODES;
}

function describeHour(hour: AnsweringIn['hour'], write: (at: Date) => string): string {
  if (hour === null) return '  No call is kept of that hour.';
  const { answered, failed, answerMs } = hour;
  const average = answered === 0 ? '' : `, after ${(answerMs / answered / 1_000).toFixed(1)} s on average`;
  const end = write(new Date(hour.hour.getTime() + HOUR_MS));
  return `  From ${write(hour.hour)} to ${end} it answered ${answered} ${answered === 1 ? 'call' : 'calls'}${average}, and failed ${failed}.`;
}
