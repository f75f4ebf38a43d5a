/**
 * Takes the terms that only some editions had out of what is suggested, browsed and spelt, in the transaction that hides what they
 * said. Weights are counted again in the background: only what nobody else has must be gone at once.
 */
import { bigintArray, textArray } from '#store/binary-array.ts';
import type { Tx } from '#store/tables.ts';
import { sql } from 'kysely';
import { COUNTED, editionRows, toTerms, wordsOf } from './edition-terms.ts';

export interface GatheredTerms {
  readonly words: readonly string[];
  readonly counted: readonly { readonly kind: string; readonly stored: string }[];
}

/** Every count of all editions is due at this many changes. */
const MANY = 1_000_000_000;

/** The terms of editions as they stand, before something of them is hidden. */
export async function gatherTerms(transaction: Tx, editions: readonly number[]): Promise<GatheredTerms> {
  const ids = bigintArray(editions);
  const chosen = editionRows(sql`e.id = ANY(${ids}::bigint[])`);
  const { rows: words } = await sql<{ word: string }>`
    WITH chosen AS MATERIALIZED (${chosen}) SELECT word FROM (${wordsOf(sql`chosen`)}) AS words`.execute(transaction);
  const columns = COUNTED.map(
    ({ kind, column }) => sql`
      SELECT ${sql.lit(kind)} AS kind, unnest(${sql.ref(column)}) AS stored FROM chosen
      UNION SELECT ${sql.lit(kind)}, unnest(${sql.ref(column)}) FROM browse_doc WHERE edition = ANY(${ids}::bigint[])`,
  );
  const { rows: counted } = await sql<{ kind: string; stored: string }>`
    WITH chosen AS MATERIALIZED (${chosen}) ${sql.join(columns, sql` UNION `)}`.execute(transaction);
  return { words: words.map(({ word }) => word), counted };
}

/** What no public edition has any more is taken out; what the editions still have is read again by the keeper. */
export async function removeTerms(
  transaction: Tx,
  editions: readonly number[],
  { words, counted }: GatheredTerms,
): Promise<void> {
  // Whoever changes editions looks everything up by other indexes.
  await sql`SELECT set_config('enable_bitmapscan', 'on', true)`.execute(transaction);
  await sql`DELETE FROM browse_doc WHERE edition = ANY(${bigintArray(editions)}::bigint[])`.execute(transaction);
  for (const { kind, column } of COUNTED) {
    const stored = counted.filter((term) => term.kind === kind).map((term) => term.stored);
    const gone = sql`(
      SELECT ${sql.lit(kind)} AS kind, given.stored, 0 AS editions FROM unnest(${textArray(stored)}::text[]) AS given(stored)
      WHERE NOT EXISTS (SELECT FROM browse_doc b WHERE ${sql.ref(`b.${column}`)} @> ARRAY[given.stored])) AS gone`;
    await sql`
      DELETE FROM search_term t USING (${toTerms(gone)}) AS g
      WHERE (t.kind, t.scheme, t.key, t.term) = (g.kind, g.scheme, g.key, g.term)`.execute(transaction);
  }
  const { rows } = await sql<{ word: string }>`
    SELECT given.word FROM unnest(${textArray(words)}::text[]) AS given(word)
    WHERE NOT EXISTS (SELECT FROM search_doc d WHERE d.document @@ mercia_query(given.word))`.execute(transaction);
  const alone = textArray(rows.map(({ word }) => word));
  await sql`DELETE FROM search_term WHERE kind = 'WORD' AND key = ANY(${alone}::text[])`.execute(transaction);
  await sql`DELETE FROM term_count WHERE word = ANY(${alone}::text[])`.execute(transaction);
  await sql`UPDATE term_state SET changed = greatest(changed, ${MANY})`.execute(transaction);
}
