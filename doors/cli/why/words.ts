/** Why readers were told what they were told, in sentences. Pure. */
import type { Library, SystemConfig } from '#domain/region.ts';
import { readWallClock, toInstant } from '#domain/wall-time.ts';
import { ERROR_CODES, MerciaError, type ErrorCode } from '#platform/errors.ts';
import type { SettingPlaces } from '#region/setting-places.ts';
import { reasonFor, type AnsweringAt, type ToldOfCopyModel } from '#subgraphs/circulation/index.ts';

const HOUR_MS = 3_600_000;

/**
 * The moment that somebody names: `14:03` by the clock of the zone, today or, if that is still to come, yesterday; `2026-11-30 14:03` by the same
 * clock; or RFC 3339 with its offset. `now`: milliseconds since the epoch. Throws BAD_USER_INPUT for anything else, and for what is to come.
 */
export function toMoment(text: string, timeZone: string, now: number): Date {
  const [, day, hours, minutes] = /^(?:(\d{4}-\d\d-\d\d)[ T])?(\d\d?):(\d\d)$/.exec(text) ?? [];
  const at =
    hours === undefined || minutes === undefined
      ? readInstant(text)
      : atClock(day, Number(hours) * 60 + Number(minutes), timeZone, now);
  if (Number.isNaN(at)) {
    const forms = '14:03, "2026-11-30 14:03" or 2026-11-30T14:03:00Z';
    throw new MerciaError('BAD_USER_INPUT', `--at: "${text}" is no time: write ${forms}.`);
  }
  if (at > now) throw new MerciaError('BAD_USER_INPUT', `--at: "${text}" is still to come.`);
  return new Date(at);
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

/** Day and minute by the clock of the zone. */
export function writeMoment(at: Date, timeZone: string): string {
  const { hour, minute } = readWallClock(at.getTime(), timeZone);
  return `${dayOf(at.getTime(), timeZone)} ${hour}:${minute}`;
}

/** The clock of a library at a system. */
export function zoneOf(library: Pick<Library, 'timeZone'>, system: Pick<SystemConfig, 'timeZone'>): string {
  return library.timeZone ?? system.timeZone;
}

/** What was told of a system's copies at a moment, and why, as far as it is kept. */
export function describeTold(
  system: Pick<SystemConfig, 'id' | 'name'>,
  { change, next, hour }: AnsweringAt,
  timeZone: string,
): readonly string[] {
  const write = (at: Date): string => writeMoment(at, timeZone);
  const until = next === null ? ', and nothing else was seen since' : ` until ${write(next.at)}`;
  if (change === null) {
    return [
      `${system.name} (${system.id}): nothing is kept of that time. Nobody had asked it yet, it is longer ago than 30 days, or it is never asked: of a system that only delivers lists, copies are always shown as its last list had them.`,
    ];
  }
  const head = `${system.name} (${system.id}): `;
  const told = change.answers
    ? `it answered, from ${write(change.at)}${until}. Its copies were shown live, but for requests whose time was over before it answered, titles with too many copies, and libraries that are moving.`
    : `it did not answer, from ${write(change.at)}${until}. Its copies were shown as last known, with their age, or as unknown if nothing was known. ${whyOf(change.code, system)}`;
  return [head + told, describeHour(hour, write)];
}

interface CopyWords {
  readonly zone: string;
  /** Null for all that is kept. */
  readonly at: Date | null;
  /** Where the region file of today has the entry by which a system's word was taken; null if it has none. */
  readonly placeOf: SettingPlaces;
}

/** What was told of a copy, span by span; of a moment, what was told then. */
export function describeCopy(
  told: readonly ToldOfCopyModel[],
  systems: readonly Pick<SystemConfig, 'id' | 'name'>[],
  { zone, at, placeOf }: CopyWords,
): readonly string[] {
  const spans = at === null ? told : told.filter((each) => wasSo(each, at));
  if (spans.length > 0) return spans.map((span) => `  ${describeSpan(span, systems, { zone, placeOf })}`);
  const by = at === null ? '' : ' by then';
  return [`  Nothing that its system said${by} is kept: what was told of it is not known.`];
}

/** Silence and what was known then are both true of a moment. What began nobody knows when was so since it is known to have been said. */
function wasSo({ from, until, asOf }: ToldOfCopyModel, at: Date): boolean {
  const known = from ?? asOf;
  return known !== null && known <= at && (until === null || at < until);
}

const SAID_BY = { LIVE: 'said live', HARVEST: 'said by harvest', LAST_KNOWN: 'shown as last known' } as const;

function describeSpan(
  told: ToldOfCopyModel,
  systems: readonly Pick<SystemConfig, 'id' | 'name'>[],
  { zone, placeOf }: Omit<CopyWords, 'at'>,
): string {
  const { from, until, source, asOf, status, statusAtSource, rule, code } = told;
  const system = systems.find(({ id }) => id === told.system) ?? { id: told.system, name: told.system };
  const write = (moment: Date): string => writeMoment(moment, zone);
  const begin = from === null ? 'Since when is not kept' : `From ${write(from)}`;
  const end = until === null ? '' : `${from === null ? ',' : ''} until ${write(until)}`;
  const place = rule === null ? null : placeOf(told.system, rule);
  const decided = `${rule ?? 'not kept'}${place === null ? '' : `, ${place}`}`;
  const words = `system: ${statusAtSource === null ? 'no word of its own' : `"${statusAtSource}"`}; rule: ${decided}`;
  const unknown =
    asOf === null
      ? 'what was known then, which is not kept'
      : 'unknown, because what was known was too old to be shown';
  const what = status === null ? unknown : `${status} (${words})`;
  const by = source === null || status === null ? '' : `, ${SAID_BY[source]}`;
  const age =
    asOf === null
      ? ''
      : source === 'LAST_KNOWN' && status !== null
        ? `, as of ${write(asOf)}`
        : `, last said ${write(asOf)}`;
  const why = source === 'LAST_KNOWN' ? `. ${system.name} did not answer. ${whyOf(code, system)}` : '.';
  return `${begin}${end}: ${what}${by}${age}${why}`;
}

/** The code that was first; later ones of the same outage stand in the log. */
function whyOf(code: string | null, system: Pick<SystemConfig, 'id' | 'name'>): string {
  if (code === null || !isErrorCode(code)) return 'Why is not kept.';
  const { code: reason, message } = reasonFor(new MerciaError(code, ERROR_CODES[code].description), system);
  return `At first readers were told ${reason}: "${message}" (${code} in the log; the log has the host and the cause).`;
}

function isErrorCode(code: string): code is ErrorCode {
  return code in ERROR_CODES;
}

function describeHour(hour: AnsweringAt['hour'], write: (at: Date) => string): string {
  if (hour === null) return '  No call is kept of that hour.';
  const { answered, failed, answerMs } = hour;
  const average = answered === 0 ? '' : `, after ${(answerMs / answered / 1_000).toFixed(1)} s on average`;
  const end = write(new Date(hour.hour.getTime() + HOUR_MS));
  return `  From ${write(hour.hour)} to ${end} it answered ${answered} ${answered === 1 ? 'call' : 'calls'}${average}, and failed ${failed}.`;
}
