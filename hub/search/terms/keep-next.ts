import type { Database, Tx } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { findTermState, manyOf, startCount, type TermState, endCount } from './term-state.ts';
import { bigintArray } from '#store/binary-array.ts';
import { COUNTED, editionRows, toTerms, wordsOf, WRITE_DOCS, type CountedKind } from './edition-terms.ts';

export interface KeepOptions {
  readonly at: Date;
  /** Editions read in one transaction. */
  readonly batch?: number;
}

/** Half a second of work. */
const BATCH = 2_000;
const COUNT_EVERY_MS = 7 * 86_400_000;

/** Does the next piece of work in one transaction; false if there is none. What changed last goes before what is counted. */
export function keepNext(db: Kysely<Database>, options: KeepOptions): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    // Compiling a statement takes longer than running it does; and what is lost with a crash is simply done again.
    await sql`SET LOCAL jit = off`.execute(transaction);
    await sql`SET LOCAL synchronous_commit = off`.execute(transaction);
    return keepIn(transaction, options);
  });
}

async function keepIn(transaction: Tx, { at, batch = BATCH }: KeepOptions): Promise<boolean> {
  const state = await findTermState(transaction);
  if (state === null || (await isMostChanged(transaction, state))) {
    await startCount(transaction);
    return true;
  }
  if (await readChanges(transaction, state, batch)) return true;
  const { sweptTo } = state;
  if (sweptTo !== null) {
    await countNext(transaction, { ...state, sweptTo }, batch, at);
    return true;
  }
  if (!isCountDue(state, at)) return false;
  await startCount(transaction);
  return true;
}

/** Whether so much changed that it is quicker to count everything, as after a first load. */
async function isMostChanged(transaction: Tx, state: TermState): Promise<boolean> {
  if (state.sweptTo !== null) return false;
  const many = manyOf(state.editions);
  return (await countChanges(transaction, state.changeSeq, many)) >= many;
}

function isCountDue({ changed, editions, countedAt }: TermState, at: Date): boolean {
  if (changed === 0) return false;
  if (changed >= manyOf(editions)) return true;
  return countedAt === null || at.getTime() - countedAt.getTime() >= COUNT_EVERY_MS;
}

/** What each edition has more, and what it has less, than its row of `browse_doc` said. */
const DIFFERENCES = sql.join(
  COUNTED.flatMap(({ kind, column }) => [
    sql`SELECT ${sql.lit(kind)} AS kind, unnest(${sql.ref(column)}) AS stored, 1 AS editions FROM chosen`,
    sql`SELECT ${sql.lit(kind)}, unnest(${sql.ref(column)}), -1 FROM before`,
  ]),
  sql` UNION ALL `,
);

/** Reads the editions that changed next; false if none did. */
async function readChanges(
  transaction: Tx,
  { changeSeq, sweptTo }: Pick<TermState, 'changeSeq' | 'sweptTo'>,
  limit: number,
): Promise<boolean> {
  const { rows } = await sql<{ seq: number; edition: number }>`
    SELECT seq, edition FROM change WHERE seq > ${changeSeq} ORDER BY seq LIMIT ${limit}`.execute(transaction);
  const last = rows.at(-1);
  if (last === undefined) return false;
  const ids = bigintArray([...new Set(rows.map(({ edition }) => edition))]);
  // A count that is under way must not take their words for words that nothing has any more.
  await sql`
    WITH chosen AS MATERIALIZED (${editionRows(sql`e.id = ANY(${ids}::bigint[])`)}),
    before AS MATERIALIZED (SELECT * FROM browse_doc WHERE edition = ANY(${ids}::bigint[])),
    gone AS (
      DELETE FROM browse_doc b WHERE b.edition = ANY(${ids}::bigint[])
        AND NOT EXISTS (SELECT FROM chosen c WHERE c.id = b.edition)
    ), docs AS (${WRITE_DOCS}),
    found AS MATERIALIZED (${toTerms(sql`(
      SELECT kind, stored, sum(editions)::integer AS editions FROM (${DIFFERENCES}) AS differences
      GROUP BY kind, stored HAVING sum(editions) <> 0) AS counted`)}),
    less AS (
      UPDATE search_term t SET weight = t.weight + f.editions FROM found f
      WHERE f.editions < 0 AND (t.kind, t.scheme, t.key, t.term) = (f.kind, f.scheme, f.key, f.term)
    ), more AS (
      INSERT INTO search_term (kind, scheme, key, term, weight)
      SELECT kind, scheme, key, term, editions FROM found WHERE editions > 0
      ON CONFLICT (kind, scheme, key, term) DO UPDATE SET weight = search_term.weight + excluded.weight
    ), words AS MATERIALIZED (${wordsOf(sql`chosen`)}),
    added AS MATERIALIZED (${wordsOf(sql`(
      SELECT * FROM chosen c WHERE NOT EXISTS (SELECT FROM before b WHERE b.edition = c.id)) AS fresh`)}),
    weighed AS (
      UPDATE search_term t SET weight = t.weight + a.editions FROM added a
      WHERE (t.kind, t.scheme, t.key, t.term) = ('WORD', '', a.word, a.word)
    ),
    counted AS (INSERT INTO term_count (word, editions) SELECT word, editions FROM words WHERE ${sweptTo !== null})
    INSERT INTO search_term (kind, key, term, weight) SELECT 'WORD', word, word, editions FROM words
    ON CONFLICT (kind, scheme, key, term) DO NOTHING`.execute(transaction);
  await sql`UPDATE term_state SET change_seq = ${last.seq}, changed = changed + ${rows.length}`.execute(transaction);
  return true;
}

/** How many changes wait to be read, as far as `most`. */
async function countChanges(transaction: Tx, changeSeq: number, most: number): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`
    SELECT count(*) AS waiting FROM (SELECT FROM change WHERE seq > ${changeSeq} LIMIT ${most}) AS next`.execute(
    transaction,
  );
  return rows[0]?.waiting ?? 0;
}

/** The terms of each kind are added up in so many parts, by their hash. */
const PARTS = 4;

async function countNext(
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
