/** Searches the editions that are published: a search in the index, joined to the entries that can be read. */
import { hiddenPairs, pairKey } from '#domain/move-phases.ts';
import type { Region } from '#domain/region.ts';
import { errorCode } from '#store/errors.ts';
import type { Reads } from '#store/replica.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { cqlCondition, rankedWords, type CqlScope } from '#search/cql/cql-condition.ts';
import { tsquery } from '#search/condition/search-fields.ts';
import { findWritten } from '#search/cql/written-terms.ts';
import { EDITIONS_REPOSITORY } from '../contract.ts';
import { readEditionIdentifier } from '../identifiers.ts';
import {
  SearchTooLongError,
  type EntryOrder,
  type EntrySearch,
  type FoundEntries,
  type FoundEntry,
  type ScannedTerm,
  type TermScan,
} from '../search-contract.ts';
import { findRepository, readFeedState } from './entry-rows.ts';
import { isServed, scanTerms, type Snapshot } from './scan-terms.ts';

export interface EntrySearcherOptions {
  readonly reads: Pick<Reads, 'whole'>;
  readonly region: Region;
  /** More are estimated. */
  readonly exactMax?: number;
  /** Terms that begin as a value does: a search for more is refused. */
  readonly termsMax?: number;
  readonly timeoutMs?: number;
}

type Sql = RawBuilder<unknown>;

/** The same number as of a search in the graph. */
const EXACT_COUNT_MAX = 20_000;
/** Somebody who gives so few letters is not looking for one of them; and each costs the search. */
const TERMS_MAX = 10_000;
const TIMEOUT_MS = 10_000;
/** PostgreSQL's code for a statement that was ended because its time was over. */
const STATEMENT_ENDED = '57014';
/** The share of the table's blocks, in per cent, that an estimate looks at. */
const SAMPLE_PERCENT = 10;

export type EntrySearcher = ReturnType<typeof createEntrySearcher>;

/**
 * Searches what is published and public at the moment; null before anything was published. Both throw {@link SearchTooLongError};
 * a search throws `TooManyTermsError`, too.
 */
export function createEntrySearcher(options: EntrySearcherOptions) {
  const { reads, region, exactMax = EXACT_COUNT_MAX, termsMax = TERMS_MAX, timeoutMs = TIMEOUT_MS } = options;
  const scope: CqlScope = {
    region,
    hidden: hiddenPairs(region).map(pairKey),
    readIdentifier: (identifier) => readEditionIdentifier(identifier, region.id),
  };

  /** In one snapshot: what is counted is what can be read. */
  function inSnapshot<T>(read: (snapshot: Snapshot) => Promise<T>): Promise<T | null> {
    return reads.whole((db) => snapshotOf(db, read));
  }

  async function snapshotOf<T>(db: Kysely<Database>, read: (snapshot: Snapshot) => Promise<T>): Promise<T | null> {
    try {
      return await db
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute(async (transaction) => {
          await sql`SET LOCAL statement_timeout = ${sql.lit(timeoutMs)}`.execute(transaction);
          if ((await readFeedState(transaction)) === null) return null;
          const repository = await findRepository(transaction, EDITIONS_REPOSITORY);
          return repository === null ? null : read({ transaction, repository, scope });
        });
    } catch (error) {
      if (errorCode(error) === STATEMENT_ENDED)
        throw new SearchTooLongError('a search took too long', { cause: error });
      throw error;
    }
  }

  return {
    search: (search: EntrySearch) =>
      inSnapshot(async (snapshot): Promise<FoundEntries> => {
        const condition = await findWritten(snapshot.transaction, search.condition, termsMax);
        const found = sql`${cqlCondition(condition, scope)} AND ${isServed(snapshot)}`;
        const counted = await countEntries(snapshot, found, exactMax);
        if (search.first === 0 || search.after >= counted.count) return { ...counted, entries: [] };
        return {
          ...counted,
          entries: await readFound(snapshot, search, { found, words: rankedWords(condition), exact: counted.exact }),
        };
      }),
    scan: (scan: TermScan): Promise<readonly ScannedTerm[] | null> =>
      inSnapshot((snapshot) => scanTerms(snapshot, scan, exactMax)),
  };
}

async function countEntries(
  { transaction }: Snapshot,
  found: Sql,
  exactMax: number,
): Promise<Pick<FoundEntries, 'count' | 'exact'>> {
  const exact = await countOf(transaction, sql`SELECT 1 FROM search_doc d WHERE ${found} LIMIT ${exactMax + 1}`);
  if (exact <= exactMax) return { count: exact, exact: true };
  const sampled = await countOf(
    transaction,
    sql`SELECT 1 FROM search_doc d TABLESAMPLE SYSTEM (${SAMPLE_PERCENT}) REPEATABLE (1) WHERE ${found}`,
  );
  return { count: Math.max(exact, sampled * (100 / SAMPLE_PERCENT)), exact: false };
}

async function countOf(transaction: Snapshot['transaction'], rows: Sql): Promise<number> {
  const counted = await sql<{ count: number }>`SELECT count(*) AS count FROM (${rows}) AS found`.execute(transaction);
  return counted.rows[0]?.count ?? 0;
}

interface Found {
  readonly found: Sql;
  /** To rank by; null if nothing is looked for by words. */
  readonly words: string | null;
  readonly exact: boolean;
}

async function readFound(
  { transaction, repository }: Snapshot,
  { order, after, first }: EntrySearch,
  { found, words, exact }: Found,
): Promise<readonly FoundEntry[]> {
  // Ranking reads every document that was found; by title, the index has them in their order.
  const wanted: readonly EntryOrder[] =
    order.length > 0 ? order : [{ by: exact ? 'RELEVANCE' : 'TITLE', descending: false }];
  const keys = wanted.map((one) => orderKey(one, words));
  const { rows } = await sql<FoundEntry>`
    SELECT entry.identifier, entry.body
    FROM (SELECT d.edition, row_number() OVER () AS place FROM (
        SELECT d.edition FROM search_doc d WHERE ${found}
        ORDER BY ${sql.join([...keys, sql`d.edition`])} OFFSET ${after} LIMIT ${first}) AS d) AS d
      JOIN feed_entry entry ON entry.edition = d.edition AND entry.repository = ${repository}
        AND entry.replaced_at IS NULL AND entry.hash IS NOT NULL
    ORDER BY d.place`.execute(transaction);
  return rows;
}

function orderKey({ by, descending }: EntryOrder, words: string | null): Sql {
  switch (by) {
    case 'TITLE':
      return descending ? sql`d.sort_title DESC` : sql`d.sort_title`;
    case 'YEAR':
      return descending ? sql`d.published_year DESC NULLS LAST` : sql`d.published_year NULLS LAST`;
    case 'RELEVANCE':
      // The most relevant first, whatever the direction.
      return words === null ? sql`d.sort_title` : sql`ts_rank(d.document, ${tsquery(words)}, 1) DESC`;
  }
}
