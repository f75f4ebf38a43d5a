/**
 * How many public editions have a term, at this moment: as many as the keeper has counted, corrected by the editions that
 * changed since. While it counts everything, or is far behind, the editions themselves are counted.
 */
import { textArray } from '#store/binary-array.ts';
import type { IndexScope } from '#union-index/read/index-scope.ts';
import { isFindable } from '#union-index/read/shown-holders.ts';
import { sql, type RawBuilder } from 'kysely';
import { browsedRows, type CountedKind } from './edition-terms.ts';

export interface TermList {
  readonly kind: CountedKind;
  /** Of class marks; empty for other kinds. */
  readonly scheme: string;
}

export interface Term {
  readonly key: string;
  readonly term: string;
}

/** Editions that changed since the keeper looked: more take longer to read than a person who types waits. */
const BEHIND_MAX = 200;

/** The number of editions of each, in the order given; 0 if none has it. */
export async function countTerms(
  scope: IndexScope,
  list: TermList,
  terms: readonly Term[],
): Promise<readonly number[]> {
  return (await countKept(scope, list, terms)) ?? countEditions(scope, list, terms);
}

/** Counted one by one they take too long if they are more. */
const COUNTED_MAX = 2_000;
/** Editions in a row that are looked at for one that has a frequent term. */
const LOOKED_AT_MAX = 2_000;

/** The same for a person who types and does not wait: not exact where of a frequent term no more is known than that some edition has it. */
export async function countQuickly(
  scope: IndexScope,
  list: TermList,
  terms: readonly (Term & { readonly weight: number })[],
): Promise<readonly { readonly count: number; readonly exact: boolean }[]> {
  const rare = terms.filter(({ weight }) => weight <= COUNTED_MAX);
  // While a library moves, what nobody is shown is counted one by one, too.
  const kept = await countKept(scope, list, scope.hidden.length === 0 ? terms : rare);
  const counted = scope.hidden.length === 0 && kept !== null ? terms : rare;
  const counts = kept ?? (await countEditions(scope, list, rare));
  const exact = new Map(counted.map(({ term }, at) => [term, counts[at] ?? 0]));
  const frequent = terms.filter(({ term }) => !exact.has(term)).map(({ term }) => term);
  const had = new Set(await findHad(scope, list, frequent));
  return terms.map(({ term, weight }) => {
    const count = exact.get(term);
    return count === undefined ? { count: had.has(term) ? weight : 0, exact: false } : { count, exact: true };
  });
}

/** What stands in the column for a term. */
function toStored({ scheme }: TermList, term: string): string {
  return scheme === '' ? term : `${scheme} ${term}`;
}

/** Null if the keeper counts everything, or is far behind. One statement: all that it reads is of one moment. */
async function countKept(scope: IndexScope, list: TermList, terms: readonly Term[]): Promise<readonly number[] | null> {
  if (terms.length === 0) return [];
  const stored = terms.map(({ term }) => toStored(list, term));
  const { rows } = await sql<{ count: number; whole: boolean | null }>`
    WITH state AS MATERIALIZED (SELECT change_seq, swept_to IS NULL AS is_counted FROM term_state),
    waiting AS MATERIALIZED (
      SELECT edition FROM change WHERE seq > (SELECT change_seq FROM state) ORDER BY seq LIMIT ${BEHIND_MAX + 1}
    ), changed AS MATERIALIZED (SELECT DISTINCT edition FROM waiting),
    findable AS MATERIALIZED (SELECT edition FROM changed JOIN search_doc d USING (edition) WHERE ${isFindable(scope)}),
    differences AS MATERIALIZED (
      SELECT stored, 1 AS editions FROM (${termsNow(list)}) AS of_now(stored)
      UNION ALL
      SELECT unnest(${sql.ref(columnOf(list))}), -1 FROM browse_doc JOIN changed USING (edition)
    )
    SELECT coalesce(t.weight, 0)
        + coalesce((SELECT sum(d.editions) FROM differences d WHERE d.stored = asked.stored), 0)::integer
        - ${countUnseen(scope, list)} AS count,
      (SELECT is_counted FROM state) AND (SELECT count(*) FROM waiting) <= ${BEHIND_MAX} AS whole
    FROM unnest(${textArray(terms.map(({ key }) => key))}::text[], ${textArray(terms.map(({ term }) => term))}::text[],
        ${textArray(stored)}::text[]) WITH ORDINALITY AS asked(key, term, stored, place)
      LEFT JOIN search_term t ON t.kind = ${list.kind} AND t.scheme = ${list.scheme} AND t.key = asked.key
        AND t.term = asked.term
    ORDER BY asked.place`.execute(scope.db);
  return rows.every(({ whole }) => whole === true) ? rows.map(({ count }) => count) : null;
}

function columnOf({ kind }: TermList): string {
  return { SUBJECT: 'subjects', CREATOR: 'creators', CLASSMARK: 'classmarks' }[kind];
}

/** Kept editions with the term of `asked` that nobody is shown, but those of `changed`. */
function countUnseen(scope: IndexScope, list: TermList): RawBuilder<unknown> {
  if (scope.hidden.length === 0) return sql`0`;
  return sql`(SELECT count(*)::integer FROM ${having(list, sql`ARRAY[asked.stored]`)}
    AND NOT ${isFindable(scope)} AND d.edition NOT IN (SELECT edition FROM changed))`;
}

/** What the editions of `findable` have now. */
function termsNow({ kind }: TermList): RawBuilder<unknown> {
  const descriptions = sql`edition e JOIN findable f ON f.edition = e.id`;
  return {
    SUBJECT: sql`SELECT unnest(d.subjects) FROM search_doc d JOIN findable USING (edition)`,
    CREATOR: sql`SELECT json_array_elements_text(coalesce(e.description->'creators', '[]')) FROM ${descriptions}`,
    CLASSMARK: sql`SELECT (m->>'scheme') || ' ' || (m->>'mark')
      FROM ${descriptions} CROSS JOIN json_array_elements(coalesce(e.description->'classmarks', '[]')) AS m`,
  }[kind];
}

async function countEditions(scope: IndexScope, list: TermList, terms: readonly Term[]): Promise<readonly number[]> {
  if (terms.length === 0) return [];
  const stored = textArray(terms.map(({ term }) => toStored(list, term)));
  const { rows } = await sql<{ count: number }>`
    SELECT (SELECT count(*) FROM ${having(list, sql`ARRAY[asked.stored]`)} AND ${isFindable(scope)}) AS count
    FROM unnest(${stored}::text[]) WITH ORDINALITY AS asked(stored, place) ORDER BY asked.place`.execute(scope.db);
  return rows.map(({ count }) => count);
}

/** Those of frequent terms that some edition has: nearly always one of the first that are looked at. */
async function findHad(scope: IndexScope, list: TermList, terms: readonly string[]): Promise<readonly string[]> {
  if (terms.length === 0) return [];
  const newest =
    list.kind === 'SUBJECT'
      ? sql`SELECT subjects AS terms FROM search_doc d WHERE ${isFindable(scope)} ORDER BY edition DESC LIMIT ${LOOKED_AT_MAX}`
      : sql`SELECT ${sql.ref(columnOf(list))} AS terms FROM (SELECT * FROM browse_doc ORDER BY edition DESC LIMIT ${LOOKED_AT_MAX}) AS b
          JOIN edition e ON e.id = b.edition AND e.updated_at = b.stamp JOIN search_doc d ON d.edition = e.id WHERE ${isFindable(scope)}`;
  const { rows } = await sql<{ term: string }>`
    SELECT asked.term FROM unnest(${textArray(terms)}::text[]) AS asked(term)
    WHERE EXISTS (SELECT FROM (${newest}) AS newest WHERE asked.term = ANY(newest.terms))
      OR EXISTS (SELECT FROM ${having(list, sql`ARRAY[asked.term]`)} AND ${isFindable(scope)})`.execute(scope.db);
  return rows.map(({ term }) => term);
}

/** Editions `d` with one of these terms. */
function having({ kind }: TermList, terms: RawBuilder<unknown>): RawBuilder<unknown> {
  if (kind === 'SUBJECT') return sql`search_doc d WHERE d.subjects @> ${terms}`;
  const column = kind === 'CREATOR' ? 'creators' : 'classmarks';
  return sql`${browsedRows(column, (values) => sql`${values} @> ${terms}`)} JOIN search_doc d ON d.edition = b.edition WHERE true`;
}
