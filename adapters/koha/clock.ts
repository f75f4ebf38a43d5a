/**
 * What the clock of a Koha shows, against the time zone that the region file names. Koha compares a condition with the time on its own
 * wall, and writes that into 952, ILS-DI and SIP2 without a zone; REST writes its offset, too.
 */
import { describeSkew, skewOf } from '#platform/clock-skew.ts';
import { lmsError } from '../shared/lms-error.ts';
import { subfieldValue } from '../shared/marc-fields.ts';
import type { KohaClient } from './client.ts';
import type { KohaCopy } from './copy.ts';
import type { StepFound } from '../shared/probe-report.ts';
import type { KohaOai } from './oai.ts';
import type { KohaSite } from './site.ts';
import { offsetMs } from './wall-time.ts';

/** How far Koha's clock was ahead of UTC, in milliseconds, at an instant. */
export interface ShownOffset {
  readonly at: number;
  readonly offset: number;
}

const MINUTE_MS = 60_000;

/** By the stamp of the newest copy; null where there is none. Needs a log-in. */
export async function askShownOffset(client: KohaClient, signal: AbortSignal): Promise<ShownOffset | null> {
  const query = { perPage: 1, orderBy: 'item_id', descending: true };
  const [row] = (await client.list('newest copy', '/items', query, signal)).rows;
  if (typeof row !== 'object' || row === null || !('timestamp' in row)) return null;
  return offsetIn(String(row.timestamp));
}

/** `2026-11-24T14:57:50+01:00`, or `Z` where the zone is UTC; null for anything else. */
function offsetIn(stamp: string): ShownOffset | null {
  const shown = /T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|([+-])(\d\d):(\d\d))$/.exec(stamp);
  const at = Date.parse(stamp);
  if (shown === null || Number.isNaN(at)) return null;
  const [, sign, hours = '0', minutes = '0'] = shown;
  const offset = (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
  return { at, offset: sign === '-' ? -offset : offset };
}

/** How far Koha's clock is ahead of what the region file makes of it: 0 where they agree. */
export function deviationOf({ system }: KohaSite, { at, offset }: ShownOffset): number {
  return offset - offsetMs(at, system.timeZone);
}

/** Every zone is ahead of UTC, or behind it, by quarters of an hour. */
const QUARTER_MS = 15 * MINUTE_MS;
const FARTHEST_MS = 14 * 60 * MINUTE_MS;
/** One in 900 is right to the second by chance. */
const ENOUGH = 3;

/** A record of OAI-PMH: when it was stamped, by UTC, and its copies. */
export interface StampedRecord {
  readonly datestamp: string;
  readonly copies: readonly KohaCopy[];
}

/**
 * The same from OAI-PMH alone: a copy that was checked in is stamped (UTC) and last seen ($r, by Koha's clock) at one moment, so that the
 * two differ by whole quarters of an hour. Null where too few are so.
 */
export function shownInRecords(site: KohaSite, records: readonly StampedRecord[]): ShownOffset | null {
  const shown = records.flatMap(({ datestamp, copies }) => {
    const at = Date.parse(datestamp);
    return copies.flatMap(({ source }): readonly ShownOffset[] => {
      const seen = source !== null && 'subfields' in source ? subfieldValue(source, 'r') : null;
      const offset = Date.parse(`${seen?.replace(' ', 'T') ?? ''}Z`) - at;
      return offset % QUARTER_MS === 0 && Math.abs(offset) <= FARTHEST_MS ? [{ at, offset }] : [];
    });
  });
  const groups = [...Map.groupBy(shown, (one) => deviationOf(site, one)).values()];
  const [most = []] = groups.toSorted((a, b) => b.length - a.length);
  const [first] = most.toSorted((a, b) => b.at - a.at);
  return first === undefined || most.length < ENOUGH ? null : first;
}

/** For `mercia doctor`. Throws CONFIG_INVALID where the two differ. */
export function describeClock(site: KohaSite, shown: ShownOffset | null): string {
  const { id, timeZone } = site.system;
  if (shown === null) return 'nothing tells which time zone it shows';
  const told = `UTC${written(shown.offset)}`;
  if (deviationOf(site, shown) === 0) return `shows the time of ${timeZone} (${told})`;
  const day = new Date(shown.at).toISOString().slice(0, 10);
  const what = `Koha's clock showed ${told} on ${day}, and timeZone: ${timeZone} was UTC${written(offsetMs(shown.at, timeZone))} then`;
  const harm = 'days and hours that are due are told wrongly; write the zone of koha-conf.xml into timeZone';
  throw lmsError(id, 'CONFIG_INVALID', `clock: ${what}: ${harm}`);
}

export interface OaiClockContext {
  readonly site: KohaSite;
  readonly oai: Pick<KohaOai, 'ask' | 'identify'>;
  readonly now: () => number;
}

/**
 * For `mercia doctor`: what OAI-PMH's server says that it is (UTC by the protocol), against our own clock. Records are stamped by the
 * database, in UTC too (source: OAI-PMH sets the zone of its session), and only the server's word may lead away from that.
 */
export async function compareOaiClock({ site, oai, now }: OaiClockContext, signal: AbortSignal): Promise<StepFound> {
  if ((await oai.identify(signal)) === null) return 'there is no OAI-PMH';
  const asked = now();
  const said = Date.parse((await oai.ask({ verb: 'Identify' }, signal)).responseDate ?? '');
  if (Number.isNaN(said)) throw lmsError(site.system.id, 'LMS_BAD_RESPONSE', 'clock of OAI-PMH: it tells no time');
  const problem = describeSkew("OAI-PMH's server", skewOf(said, asked, now()));
  if (problem === null) return 'the same as ours';
  const harm = 'runs of changes begin at the earlier of the two, and how copies stood is dated by it';
  return { detail: `${problem}; ${harm}`, warn: true };
}

/** `+01:00` */
function written(offset: number): string {
  const minutes = Math.abs(Math.round(offset / MINUTE_MS));
  const pad = (part: number): string => String(part).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}
