import { createHash } from 'node:crypto';
import type { HarvestedDescription, HarvestedRecord, HarvestPage, HarvestReject } from '#contract/adapter.ts';
import type { MarcRecord } from '#marc/marc-record.ts';
import { NOTHING_FOR_MOVES, type HarvestedHolding, type HarvestedItem, type OwnerCode } from '#domain/catalogue.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import { createLogger } from '#platform/logger.ts';
import type { Database } from '#store/tables.ts';
import { ensureSystemNumber } from '#union-index/harvest/system-number.ts';
import { keepNext } from '#search/terms/keep-next.ts';
import type { Ingest, PageCounts } from '#union-index/ingest-contract.ts';
import { createIngest } from '#union-index/ingest/index.ts';
import { addRecords } from '#union-index/repositories/harvest-state.ts';
import type { Kysely, Transaction } from 'kysely';
import { sql } from 'kysely';

export const AT = new Date('2025-03-01T12:00:00Z');

/** Three systems, two libraries on the first. */
export const OWNERS: readonly OwnerCode[] = [
  owner('north', 'NQ', 'qe', 'main'),
  owner('north', 'NW', 'wing', null),
  owner('south', 'S', 'south-lib', 'town'),
  owner('west', 'W', 'west-lib', null),
];

function owner(system: string, code: string, library: string, site: string | null): OwnerCode {
  return { system: system as SystemId, code, library: library as LibraryId, site };
}

/** A public record of a system; items and holdings follow from the owner codes of its copies. */
export function harvested(
  localId: string,
  marc: MarcRecord,
  options: { readonly owners?: readonly string[]; readonly visibility?: HarvestedDescription['visibility'] } = {},
): HarvestedDescription {
  const owners = options.owners ?? [];
  const items = owners.map((code, index): HarvestedItem => ({
    localId: `${localId}-${String(index)}`,
    barcode: `B${localId}${String(index)}`,
    ownerCode: code,
    callNumber: null,
    locationCode: null,
    itemType: null,
    visibility: 'PUBLIC',
    ...NOTHING_FOR_MOVES,
  }));
  const holdings = [...new Set(owners)].map((code): HarvestedHolding => ({
    library: OWNERS.find((known) => known.code === code)?.library ?? ('other' as LibraryId),
    basis: 'ITEMS',
    copies: owners.filter((known) => known === code).length,
    callNumbers: [],
    statements: [],
    siteCodes: [code],
    catalogueUrl: null,
    liveKeys: [localId],
    facts: null,
  }));
  return {
    deleted: false,
    localId,
    changedAt: '2025-02-28T10:00:00Z',
    visibility: options.visibility ?? 'PUBLIC',
    raw: new TextEncoder().encode(JSON.stringify(marc)),
    format: 'marc-in-json',
    marc,
    repairs: [],
    items,
    leftOutItems: [],
    holdings,
  };
}

export function pageOf(records: readonly HarvestedRecord[], rest: Partial<HarvestPage> = {}): HarvestPage {
  return { records, rejects: [], resumeAt: '', expected: null, nextCursor: null, allLocalIds: null, ...rest };
}

export function rejectOf(localId: string | null, reason = 'unreadable'): HarvestReject {
  return { localId, place: 'page 1', reason, raw: new Uint8Array([1, 2, 3]), format: 'unknown' };
}

/** Applies a page of a system in the transaction given, or in one of its own. */
export async function applyPage(
  db: Kysely<Database>,
  system: string,
  page: HarvestPage,
  owners: readonly OwnerCode[] = OWNERS,
  newRecords: 'match' | 'later' = 'match',
): Promise<PageCounts> {
  const ingest = ingestFor(owners);
  const number = await ensureSystemNumber(db, system as SystemId);
  const write = async (transaction: Transaction<Database>): Promise<PageCounts> => {
    const target = { number, systemId: system as SystemId };
    const counts = await ingest.applyPage(transaction, target, ingest.condense(page), AT, newRecords);
    await addRecords(transaction, number, counts.added - counts.deletions);
    return counts;
  };
  return isTransaction(db) ? write(db) : db.transaction().execute(write);
}

function isTransaction(db: Kysely<Database>): db is Transaction<Database> {
  return db.isTransaction;
}

/** Matches what waits for it, so many records together. */
export async function matchWaiting(
  db: Kysely<Database>,
  owners: readonly OwnerCode[] = OWNERS,
  matchedTogether?: number,
  settleFrom?: number,
): Promise<void> {
  await ingestFor(owners, matchedTogether, settleFrom).matchWaiting(db, () => AT, new AbortController().signal);
}

/** Lets every public record be matched again. */
export async function matchAllAgain(db: Kysely<Database>): Promise<void> {
  await sql`
    INSERT INTO unmatched (record, place) SELECT record, coalesce(keys[1], 0) FROM public_description
    ON CONFLICT DO NOTHING`.execute(db);
}

function ingestFor(owners: readonly OwnerCode[], matchedTogether?: number, settleFrom?: number): Ingest {
  return createIngest({ regionId: 'test', owners, logger: createLogger('error', 'test'), matchedTogether, settleFrom });
}

/** Lets the keeper of terms do all that there is to do; gives the number of steps. */
export async function keepAllTerms(db: Kysely<Database>, at: Date = AT, batch = 100): Promise<number> {
  let steps = 0;
  while (await keepNext(db, { at, batch })) steps += 1;
  return steps;
}

/** As before the first of them was kept. */
export async function emptyTerms(db: Kysely<Database>): Promise<void> {
  await sql`TRUNCATE search_term, browse_doc, term_state, term_count`.execute(db);
}

/** Takes everything out of the index; numbers go on counting. */
export async function emptyIndex(db: Kysely<Database>): Promise<void> {
  await sql`TRUNCATE reject, item, holding, match_key, link, ignored_key, unmatched, ruling, member, record_edition, edition_redirect, search_doc, edition, record, record_profile, public_description, change,
      setting, last_known, last_known_item, hidden_item, hidden_holding, hidden_description,
      kept_hidden, interlibrary_doubt, harvest_state`.execute(db);
}

/** Editions as sets of `<system> <local id>`, sorted: the same for the same clustering whatever the ids. */
export async function partition(db: Kysely<Database>): Promise<readonly string[]> {
  const { rows } = await sql<{ members: string }>`
    SELECT string_agg(s.system_id || ' ' || r.local_id, ' + ' ORDER BY s.system_id, r.local_id) AS members
    FROM member m JOIN record r ON r.id = m.record JOIN system s ON s.id = r.system
    GROUP BY m.edition`.execute(db);
  return rows.map((row) => row.members).sort();
}

/** Everything public that the index says, without ids and times, as one hash and as text. */
export async function contentsOf(db: Kysely<Database>): Promise<{ readonly hash: string; readonly text: string }> {
  const { rows } = await sql<{ line: string }>`
    SELECT concat_ws(' | ', string_agg(s.system_id || ' ' || r.local_id, ' + ' ORDER BY s.system_id, r.local_id),
      array_length(e.systems, 1), e.libraries, e.format, e.title, e.description, d.libraries, d.sites, d.languages, d.subjects,
      d.published_year, d.online, d.sort_title, d.document) AS line
    FROM edition e JOIN search_doc d ON d.edition = e.id
      JOIN member m ON m.edition = e.id JOIN record r ON r.id = m.record JOIN system s ON s.id = r.system
    GROUP BY e.id, d.edition ORDER BY line`.execute(db);
  const text = rows.map((row) => row.line).join('\n');
  return { hash: createHash('sha256').update(text).digest('hex'), text };
}

/** The edition that a record is in; null where it is in none. */
export async function editionOf(db: Kysely<Database>, system: string, localId: string): Promise<number | null> {
  const { rows } = await sql<{ edition: number }>`
    SELECT m.edition FROM member m JOIN record r ON r.id = m.record JOIN system s ON s.id = r.system
    WHERE s.system_id = ${system} AND r.local_id = ${localId}`.execute(db);
  return rows[0]?.edition ?? null;
}
