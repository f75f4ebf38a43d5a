/** Help with a search that found nothing, within a time: whether other wordings would find something. */
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { errorCode } from '#store/errors.ts';
import type { Database, Tx } from '#store/tables.ts';
import type { IndexScope } from '#union-index/read/index-scope.ts';
import { isFindable } from '#union-index/read/shown-holders.ts';
import { tsquery } from './search-fields.ts';
import { filterCondition, type SearchFilter } from './search-query.ts';

/** PostgreSQL's code for a statement that was ended because its time was over. */
const STATEMENT_ENDED = '57014';

export interface Help {
  readonly transaction: Tx;
  /** Whether each of these wordings finds any public edition under the filter; null for the filter: under none. */
  readonly find: (filter: SearchFilter | null, wordings: readonly (string | null)[]) => Promise<readonly boolean[]>;
  /** How many public editions a wording finds under the filter, as far as `most`. */
  readonly count: (filter: SearchFilter, wording: string, most: number) => Promise<number>;
  /** To be called before any other statement: it may take what is left of the time. */
  readonly limit: () => Promise<void>;
}

/** Of the request's time that is left: there is more than one kind of help, and without any of it the search is answered all the same. */
const HELP_SHARE = 1 / 3;

/** What `ask` gives, or null if that takes longer, or more than its share of the request's time. */
export async function helpWithin<T>(
  scope: IndexScope,
  milliseconds: number,
  ask: (help: Help) => Promise<T>,
): Promise<T | null> {
  const endsAt = performance.now() + Math.min(milliseconds, scope.timeLeft() * HELP_SHARE);
  try {
    return await scope.db.transaction().execute(async (transaction) => {
      // A word of no document looks like one of many to the planner, which then reads the whole table for the first.
      await sql`SET LOCAL enable_seqscan = off`.execute(transaction);
      const limit = (): Promise<void> => endBy(transaction, endsAt);
      const find: Help['find'] = async (filter, wordings) => {
        await limit();
        return findAny(transaction, filter === null ? isFindable(scope) : filterCondition(scope, filter), wordings);
      };
      const count: Help['count'] = async (filter, wording, most) => {
        await limit();
        const { rows } = await sql<{ count: number }>`SELECT count(*) AS count FROM (
          SELECT FROM search_doc d WHERE d.document @@ ${tsquery(wording)} AND ${filterCondition(scope, filter)}
          LIMIT ${most}) AS found`.execute(transaction);
        return rows[0]?.count ?? 0;
      };
      return ask({ transaction, limit, find, count });
    });
  } catch (error) {
    if (errorCode(error) === STATEMENT_ENDED) return null;
    throw error;
  }
}

async function endBy(db: Kysely<Database>, endsAt: number): Promise<void> {
  const left = Math.max(1, Math.ceil(endsAt - performance.now()));
  await sql`SET LOCAL statement_timeout = ${sql.lit(left)}`.execute(db);
}

async function findAny(
  transaction: Tx,
  filtered: RawBuilder<unknown>,
  wordings: readonly (string | null)[],
): Promise<readonly boolean[]> {
  if (wordings.length === 0) return [];
  const found = wordings.map((wording) =>
    wording === null
      ? sql`false`
      : sql`EXISTS (SELECT FROM search_doc d WHERE d.document @@ ${tsquery(wording)} AND ${filtered})`,
  );
  const { rows } = await sql<{ readonly found: readonly boolean[] }>`SELECT ARRAY[${sql.join(found)}] AS found`.execute(
    transaction,
  );
  return rows[0]?.found ?? [];
}
