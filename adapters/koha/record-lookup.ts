/** What live items must know of their records: whether they exist, and whether the public may see them. */
import type { Visibility } from '#domain/facts.ts';
import { MerciaError } from '#platform/errors.ts';
import type { Slot } from '#contract/adapter.ts';
import { lmsError } from '../shared/lms-error.ts';
import { createShortCache } from '../shared/short-cache.ts';
import { asSlot } from '../shared/slots.ts';
import { inQueries, rowsWith } from './lists.ts';
import type { KohaClient } from './client.ts';
import { readEachRow } from './live.ts';
import { byOwnNumber, otherNumberOf, readMarcXmlRecords } from './marc-records.ts';
import type { KohaOai } from './oai.ts';
import { readByOai } from './record-fetch.ts';
import type { KohaSite } from './site.ts';
import { columnsVisibility, isSuppressionUntold, recordVisibility } from './visibility.ts';
import { wireBiblio, type WireBiblio } from './wire.ts';

export type RecordLookup = ReturnType<typeof createRecordLookup>;

const MOST_UNWRITTEN = 5;

interface LookupContext {
  readonly site: KohaSite;
  readonly client: KohaClient;
  /** What REST cannot write may be read here. */
  readonly oai: KohaOai;
}

/** Looks records up, and remembers the answer for a minute. */
export function createRecordLookup(context: LookupContext) {
  const exists = createShortCache<number, boolean>();
  const seen = createShortCache<number, Visibility>();
  return {
    async existing(biblioIds: readonly number[], signal: AbortSignal): Promise<ReadonlySet<number>> {
      const unknown = biblioIds.filter((id) => exists.get(id) === undefined);
      if (unknown.length > 0) {
        const found = new Set((await rowsOf(context, unknown, signal)).map((row) => row.biblio_id));
        for (const id of unknown) exists.set(id, found.has(id));
      }
      return new Set(biblioIds.filter((id) => exists.get(id) === true));
    },

    /** Visibility by record; a record that is gone is not in the answer, one that cannot be read is an error. */
    async visibilities(
      biblioIds: readonly number[],
      signal: AbortSignal,
    ): Promise<ReadonlyMap<number, Slot<Visibility>>> {
      const unknown = biblioIds.filter((id) => seen.get(id) === undefined);
      const answer = new Map<number, Slot<Visibility>>();
      const asked = unknown.length === 0 ? [] : await askVisibilities(context, unknown, signal);
      for (const [id, visibility] of asked) {
        if (visibility instanceof MerciaError) answer.set(id, visibility);
        else seen.set(id, visibility);
      }
      for (const id of biblioIds) {
        const visibility = seen.get(id);
        if (visibility !== undefined) answer.set(id, visibility);
      }
      return answer;
    },
  };
}

async function askVisibilities(
  context: LookupContext,
  biblioIds: readonly number[],
  signal: AbortSignal,
): Promise<readonly (readonly [number, Slot<Visibility>])[]> {
  const { site } = context;
  const parts = inQueries(biblioIds, site.system.limits.batchSize);
  const [rows, records] = await Promise.all([
    rowsOf(context, biblioIds, signal),
    Promise.all(parts.map((part) => marcOf(context.client, part, signal))),
  ]);
  const marcById = byOwnNumber(records.flat());
  const answers: [number, Slot<Visibility>][] = [];
  const unwritten: WireBiblio[] = [];
  for (const row of rows) {
    const read = marcById.get(row.biblio_id);
    if (read === undefined) unwritten.push(row);
    else answers.push([row.biblio_id, recordVisibility(read.record, row.framework_id, site.settings)]);
  }
  // So many together are no bad records: something else is wrong.
  for (const row of unwritten) {
    const visibility = unwritten.length > MOST_UNWRITTEN ? null : await visibilityAlone(context, row, signal);
    answers.push([row.biblio_id, visibility ?? unreadable(site, row.biblio_id)]);
  }
  return answers;
}

async function rowsOf(
  { site, client }: LookupContext,
  ids: readonly number[],
  signal: AbortSignal,
): Promise<readonly WireBiblio[]> {
  const list = { operation: 'records', path: '/biblios', key: 'biblio_id', column: 'biblio_id' };
  const wanted = { ...list, ids, most: site.system.limits.batchSize };
  // A record whose row cannot be read must not pass for one that is not there.
  const what = 'records: a record in the answer has no readable number; check the Koha version';
  const fault = (): MerciaError => lmsError(site.system.id, 'LMS_BAD_RESPONSE', what);
  return readEachRow(await rowsWith(client, wanted, signal), wireBiblio, fault);
}

/** MARC of some records; halves the page until the record that Koha cannot write stands alone, and leaves that out. */
async function marcOf(
  client: KohaClient,
  biblioIds: readonly number[],
  signal: AbortSignal,
): Promise<ReturnType<typeof readMarcXmlRecords>> {
  const body = await client.marcXml('records', { q: { biblio_id: biblioIds }, perPage: -1 }, signal);
  if (body !== null) return readMarcXmlRecords(body);
  if (biblioIds.length <= 1) return [];
  const middle = biblioIds.length >> 1;
  const halves = [biblioIds.slice(0, middle), biblioIds.slice(middle)];
  return (await Promise.all(halves.map((half) => marcOf(client, half, signal)))).flat();
}

/** Of a record that did not come readable, once, and by its own number among others; null where it is not known. */
async function visibilityAlone(
  context: LookupContext,
  row: WireBiblio,
  signal: AbortSignal,
): Promise<Visibility | null> {
  const [alone] = await marcOf(context.client, [row.biblio_id], signal);
  if (alone?.outcome.kind !== 'record') return visibilityOfColumns(context, row, signal);
  if (otherNumberOf(alone.outcome.record, row.biblio_id) !== null) return null;
  return recordVisibility(alone.outcome.record, row.framework_id, context.site.settings);
}

/** Of a record that Koha cannot write, as harvest tells it; null if nothing says it. */
async function visibilityOfColumns(
  context: LookupContext,
  row: WireBiblio,
  signal: AbortSignal,
): Promise<Visibility | null> {
  const { site, client } = context;
  const told = columnsVisibility(row, site.settings);
  // Hidden only because it is not told: of a copy, that would say that it is not there.
  if (told === 'SUPPRESSED' && isSuppressionUntold(row, site.settings)) return visibilityByOai(context, row, signal);
  if (told !== 'PUBLIC') return told;
  const isPublic = await asSlot(client.isPublicRecord('public record', row.biblio_id, signal));
  if (isPublic instanceof MerciaError) return null;
  return isPublic ? 'PUBLIC' : 'SUPPRESSED';
}

async function visibilityByOai(
  { site, oai }: LookupContext,
  row: WireBiblio,
  signal: AbortSignal,
): Promise<Visibility | null> {
  const read = await asSlot(readByOai({ oai }, row.biblio_id, signal));
  if (read === null || read instanceof MerciaError) return null;
  return recordVisibility(read.marc, row.framework_id, site.settings);
}

function unreadable(site: KohaSite, biblioId: number): MerciaError {
  return lmsError(
    site.system.id,
    'LMS_BAD_RESPONSE',
    `records: Koha cannot write record ${biblioId} (a character that XML forbids, most likely), or writes it with the number of another (999$c); mend it in Koha`,
  );
}
