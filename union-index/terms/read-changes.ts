import { bigintArray } from '#store/binary-array.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Transaction } from 'kysely';
import { readEditions } from './edition-terms.ts';
import type { TermState } from './term-state.ts';

/** Reads the editions that changed next; false if none did. */
export async function readChanges(
  transaction: Transaction<Database>,
  { changeSeq, sweptTo }: Pick<TermState, 'changeSeq' | 'sweptTo'>,
  limit: number,
): Promise<boolean> {
  const { rows } = await sql<{ seq: number; edition: number }>`
    SELECT seq, edition FROM change WHERE seq > ${changeSeq} ORDER BY seq LIMIT ${limit}`.execute(transaction);
  const last = rows.at(-1);
  if (last === undefined) return false;
  const editions = bigintArray([...new Set(rows.map(({ edition }) => edition))]);
  await sql`
    DELETE FROM browse_doc b WHERE b.edition = ANY(${editions}::bigint[])
      AND NOT EXISTS (SELECT FROM edition e WHERE e.id = b.edition)`.execute(transaction);
  // A count that is under way must not take them for terms that nothing has any more.
  const counted = sql`INSERT INTO term_count (kind, scheme, key, term, editions)
    SELECT kind, scheme, key, term, editions FROM found WHERE ${sweptTo !== null}`;
  await sql`
    WITH ${readEditions(sql`e.id = ANY(${editions}::bigint[])`)}, counted AS (${counted})
    INSERT INTO search_term (kind, scheme, key, term, weight)
    SELECT kind, scheme, key, term, editions FROM found
    ON CONFLICT (kind, scheme, key, term) DO NOTHING`.execute(transaction);
  await sql`UPDATE term_state SET change_seq = ${last.seq}, changed = changed + ${rows.length}`.execute(transaction);
  return true;
}

/** How many changes wait to be read, as far as `most`. */
export async function countChanges(
  transaction: Transaction<Database>,
  changeSeq: number,
  most: number,
): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`
    SELECT count(*) AS waiting FROM (SELECT FROM change WHERE seq > ${changeSeq} LIMIT ${most}) AS next`.execute(
    transaction,
  );
  return rows[0]?.waiting ?? 0;
}
