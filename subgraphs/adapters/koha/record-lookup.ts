/** What live items must know of their records: whether they exist, and whether the public may see them. */
import type { Visibility } from '#domain/facts.ts';
import { MerciaError, isMerciaError } from '#platform/errors.ts';
import { lmsError } from '../shared/lms-error.ts';
import { createShortCache } from '../shared/short-cache.ts';
import { inQueries } from './list-query.ts';
import type { KohaClient } from './client.ts';
import { readRows } from './live.ts';
import { readMarcXmlRecords } from './marc-records.ts';
import type { KohaSite } from './site.ts';
import { columnsVisibility, recordVisibility } from './visibility.ts';
import { wireBiblio } from './wire.ts';
import type { WireBiblio } from './wire.ts';

export interface RecordLookup {
  /** Those of the records that exist. */
  existing(biblioIds: readonly number[], signal: AbortSignal): Promise<ReadonlySet<number>>;
  /** Visibility by record; a record that is gone is not in the answer, one that cannot be read is an error. */
  visibilities(
    biblioIds: readonly number[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<number, Visibility | MerciaError>>;
}

const MOST_UNWRITTEN = 5;

/** Looks records up, and remembers the answer for a minute. */
export function createRecordLookup(site: KohaSite, client: KohaClient, now: () => number): RecordLookup {
  const exists = createShortCache<number, boolean>(now);
  const seen = createShortCache<number, Visibility>(now);
  const { batchSize } = site.system.limits;

  async function rows(biblioIds: readonly number[], signal: AbortSignal): Promise<readonly WireBiblio[]> {
    const parts = await Promise.all(
      inQueries(biblioIds, batchSize).map((part) =>
        client.all('records', '/biblios', { q: { biblio_id: part }, key: 'biblio_id' }, signal),
      ),
    );
    const read = readRows(
      parts.flatMap((part) => part.rows),
      wireBiblio,
    );
    // A record whose row cannot be read must not pass for one that is not there.
    if (read.anybodysBad || read.badRecords.size > 0) {
      const what = `[${site.system.id}] records: a record in the answer has no readable number; check the Koha version`;
      throw new MerciaError('LMS_BAD_RESPONSE', what, { system: site.system.id });
    }
    return read.rows;
  }

  /** MARC of some records; halves the page until the record that Koha cannot write stands alone, and leaves that out. */
  async function marcOf(
    biblioIds: readonly number[],
    signal: AbortSignal,
  ): Promise<ReturnType<typeof readMarcXmlRecords>> {
    const body = await client.marcXml('records', { q: { biblio_id: biblioIds }, perPage: -1 }, signal);
    if (body !== null) return readMarcXmlRecords(body);
    if (biblioIds.length <= 1) return [];
    const middle = biblioIds.length >> 1;
    const [left, right] = await Promise.all([
      marcOf(biblioIds.slice(0, middle), signal),
      marcOf(biblioIds.slice(middle), signal),
    ]);
    return [...left, ...right];
  }

  /** Of a record that Koha cannot write, as harvest tells it; null where the public interface does not say. */
  async function visibilityOfColumns(row: WireBiblio, signal: AbortSignal): Promise<Visibility | null> {
    const told = columnsVisibility(row, site.settings);
    if (told !== 'PUBLIC') return told;
    try {
      return (await client.isPublicRecord('public record', row.biblio_id, signal)) ? 'PUBLIC' : 'SUPPRESSED';
    } catch (error) {
      if (isMerciaError(error)) return null;
      throw error;
    }
  }

  return {
    async existing(biblioIds, signal) {
      const unknown = biblioIds.filter((id) => exists.get(id) === undefined);
      if (unknown.length > 0) {
        const found = new Set((await rows(unknown, signal)).map((row) => row.biblio_id));
        for (const id of unknown) exists.set(id, found.has(id));
      }
      return new Set(biblioIds.filter((id) => exists.get(id) === true));
    },

    async visibilities(biblioIds, signal) {
      const unknown = biblioIds.filter((id) => seen.get(id) === undefined);
      const answer = new Map<number, Visibility | MerciaError>();
      if (unknown.length > 0) {
        const [frameworks, records] = await Promise.all([
          rows(unknown, signal),
          Promise.all(inQueries(unknown, batchSize).map((part) => marcOf(part, signal))),
        ]);
        const marcById = new Map(records.flat().map((record) => [record.biblioId, record]));
        const unwritten: WireBiblio[] = [];
        for (const row of frameworks) {
          const { outcome } = marcById.get(row.biblio_id) ?? {};
          if (outcome?.kind !== 'record') unwritten.push(row);
          else seen.set(row.biblio_id, recordVisibility(outcome.record, row.framework_id, site.settings));
        }
        // So many together are no bad records: something else is wrong.
        for (const row of unwritten) {
          const told = unwritten.length > MOST_UNWRITTEN ? null : await visibilityOfColumns(row, signal);
          if (told === null) answer.set(row.biblio_id, unreadable(site, row.biblio_id));
          else seen.set(row.biblio_id, told);
        }
      }
      for (const id of biblioIds) {
        const visibility = seen.get(id);
        if (visibility !== undefined) answer.set(id, visibility);
      }
      return answer;
    },
  };
}

function unreadable(site: KohaSite, biblioId: number): MerciaError {
  return lmsError(
    site.system.id,
    'LMS_BAD_RESPONSE',
    `records: Koha cannot write record ${biblioId} (a character that XML forbids, most likely); mend it in Koha`,
  );
}
