/**
 * A count of all editions: the first fill, the weights of all terms, and the end of terms that no edition has any more. It is
 * done in parts, each a transaction that says how far it came, so that a process that is killed loses one part.
 */
import type { Tx } from '#store/tables.ts';
import { sql, type RawBuilder } from 'kysely';
import { COUNTED, editionRows, toTerms, wordsOf, WRITE_DOCS, type CountedKind } from './edition-terms.ts';
import { endCount } from './term-state.ts';

/** The terms of each kind are added up in so many parts, by their hash. */
const PARTS = 4;

export async function countNext(
  transaction: Tx,
  { sweptTo, adding }: { readonly sweptTo: number; readonly adding: number | null },
  editions: number,
  at: Date,
): Promise<void> {
  if (adding === null) {
    if (await readNext(transaction, sweptTo, editions)) return;
    await sql`UPDATE term_state SET adding = 0`.execute(transaction);
    return;
  }
  const [place, part] = [Math.floor(adding / PARTS), adding % PARTS];
  const counted = COUNTED[place];
  if (counted !== undefined) await addUp(transaction, counted, part);
  else if (place === COUNTED.length) await addUpWords(transaction, part);
  else {
    await endCount(transaction, at);
    await sql`ANALYZE search_term, browse_doc`.execute(transaction);
    return;
  }
  await sql`UPDATE term_state SET adding = ${adding + 1}`.execute(transaction);
}

/** Reads the next editions; false if there are no more. */
async function readNext(transaction: Tx, from: number, limit: number): Promise<boolean> {
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
    WITH chosen AS MATERIALIZED (${editionRows(sql`e.id > ${from} AND e.id <= ${to}`)}), docs AS (${WRITE_DOCS})
    INSERT INTO term_count (word, editions) ${wordsOf(sql`chosen`)}`.execute(transaction);
  await sql`UPDATE term_state SET swept_to = ${to}, editions = editions + ${editions}`.execute(transaction);
  return true;
}

/**
 * Exact, because nobody but the keeper writes `browse_doc`, and a part is one statement: what changes after it is added to
 * the terms of the part as to all others.
 */
async function addUp(
  transaction: Tx,
  { kind, column }: { readonly kind: CountedKind; readonly column: string },
  part: number,
): Promise<void> {
  // By the term without the scheme of a class mark, as `search_term` has it.
  const term = kind === 'CLASSMARK' ? sql`substr(stored, strpos(stored, ' ') + 1)` : sql`stored`;
  const stored = sql`(SELECT ${sql.lit(kind)} AS kind, stored, count(*)::integer AS editions
    FROM (SELECT unnest(${sql.ref(column)}) AS stored FROM browse_doc) AS each
    WHERE ${isOfPart(term, part)} GROUP BY stored) AS counted`;
  await replaceTerms(transaction, toTerms(stored), sql`t.kind = ${kind} AND ${isOfPart(sql`t.term`, part)}`);
}

async function addUpWords(transaction: Tx, part: number): Promise<void> {
  const words = sql`SELECT 'WORD' AS kind, '' AS scheme, word AS key, word AS term, sum(editions)::integer AS editions
    FROM term_count WHERE ${isOfPart(sql`word`, part)} GROUP BY word`;
  await replaceTerms(transaction, words, sql`t.kind = 'WORD' AND ${isOfPart(sql`t.term`, part)}`);
}

/** The collation is named, because texts of two collations could have two hashes. */
function isOfPart(term: RawBuilder<unknown>, part: number): RawBuilder<unknown> {
  return sql`hashtext((${term}) COLLATE "C") & ${sql.lit(PARTS - 1)} = ${part}`;
}

/** Puts the terms in the place of those of a condition on `search_term t`, and leaves alone what stays as it is. */
async function replaceTerms(
  transaction: Tx,
  terms: RawBuilder<unknown>,
  condition: RawBuilder<unknown>,
): Promise<void> {
  await sql`
    WITH found AS MATERIALIZED (${terms}),
    gone AS (
      DELETE FROM search_term t WHERE ${condition} AND NOT EXISTS (
        SELECT FROM found f WHERE (f.kind, f.scheme, f.key, f.term) = (t.kind, t.scheme, t.key, t.term))
    )
    INSERT INTO search_term (kind, scheme, key, term, weight)
    SELECT kind, scheme, key, term, editions FROM found ORDER BY kind, scheme, key, term
    ON CONFLICT (kind, scheme, key, term) DO UPDATE SET weight = excluded.weight
      WHERE search_term.weight <> excluded.weight`.execute(transaction);
}
