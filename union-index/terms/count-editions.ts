/**
 * A count of all editions: the first fill, the weights of all terms, and the end of terms that no edition has any more. It is
 * done in parts, each a transaction that says how far it came, so that a process that is killed loses one part.
 */
import type { Database } from '#store/tables.ts';
import { sql, type Transaction } from 'kysely';
import { readEditions } from './edition-terms.ts';
import { endCount, type TermState } from './term-state.ts';

/** What was found is added up in so many parts, by the hash of the key. */
const PARTS = 16;

export interface CountPart {
  readonly state: TermState & { readonly sweptTo: number };
  /** Editions read in one part. */
  readonly editions: number;
  readonly at: Date;
}

/** Does the next part. */
export async function countNext(transaction: Transaction<Database>, { state, editions, at }: CountPart): Promise<void> {
  const { sweptTo, adding } = state;
  if (adding === null) {
    if (await readNext(transaction, sweptTo, editions)) return;
    await sql`UPDATE term_state SET adding = 0`.execute(transaction);
  } else if (adding < PARTS) {
    await addUp(transaction, adding);
    await sql`UPDATE term_state SET adding = ${adding + 1}`.execute(transaction);
  } else {
    await endCount(transaction, at);
    await sql`ANALYZE search_term, browse_doc`.execute(transaction);
  }
}

/** Reads the next editions; false if there are no more. */
async function readNext(transaction: Transaction<Database>, from: number, limit: number): Promise<boolean> {
  const { rows } = await sql<{ to: number | null; editions: number }>`
    SELECT max(id) AS to, count(*) AS editions
    FROM (SELECT id FROM edition WHERE id > ${from} ORDER BY id LIMIT ${limit}) AS next`.execute(transaction);
  const { to, editions } = rows[0] ?? { to: null, editions: 0 };
  // Those of editions that are gone: among these, or behind the last one.
  await sql`
    DELETE FROM browse_doc b WHERE b.edition > ${from} AND b.edition <= coalesce(${to}::bigint, b.edition)
      AND NOT EXISTS (SELECT FROM edition e WHERE e.id = b.edition)`.execute(transaction);
  if (to === null) return false;
  await sql`
    WITH ${readEditions(sql`e.id > ${from} AND e.id <= ${to}`)}
    INSERT INTO term_count (kind, scheme, key, term, editions)
    SELECT kind, scheme, key, term, editions FROM found`.execute(transaction);
  await sql`UPDATE term_state SET swept_to = ${to}, editions = editions + ${editions}`.execute(transaction);
  return true;
}

async function addUp(transaction: Transaction<Database>, part: number): Promise<void> {
  await sql`
    WITH counted AS MATERIALIZED (
      SELECT kind, scheme, key, term, sum(editions)::integer AS weight FROM term_count
      WHERE hashtext(key) & ${sql.lit(PARTS - 1)} = ${part} GROUP BY kind, scheme, key, term
    ), gone AS (
      DELETE FROM search_term t
      WHERE hashtext(t.key) & ${sql.lit(PARTS - 1)} = ${part} AND NOT EXISTS (
        SELECT FROM counted c WHERE (c.kind, c.scheme, c.key, c.term) = (t.kind, t.scheme, t.key, t.term))
    )
    INSERT INTO search_term (kind, scheme, key, term, weight)
    SELECT kind, scheme, key, term, weight FROM counted ORDER BY kind, scheme, key, term
    ON CONFLICT (kind, scheme, key, term) DO UPDATE SET weight = excluded.weight
      WHERE search_term.weight <> excluded.weight`.execute(transaction);
}
