/** How many public editions have a term, at this moment. */
import type { Database } from '#store/tables.ts';
import { textArray } from '#store/binary-array.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';

/** Lists of terms that are counted in the same way. */
export type CountedList = 'AUTHOR' | 'SUBJECT' | 'CLASSMARK';

/** What stands in the column for a term: of a class mark its scheme, too. */
export function toStored(scheme: string, term: string): string {
  return scheme === '' ? term : `${scheme} ${term}`;
}

/** The number of editions of each, in the order given; 0 if none has it. */
export async function countEditions(
  db: Kysely<Database>,
  list: CountedList,
  stored: readonly string[],
): Promise<readonly number[]> {
  if (stored.length === 0) return [];
  const { rows } = await sql<{ count: number }>`
    SELECT (SELECT count(*) FROM ${having(list, sql`ARRAY[asked.term]`)}) AS count
    FROM unnest(${textArray(stored)}::text[]) WITH ORDINALITY AS asked(term, place) ORDER BY asked.place`.execute(db);
  return rows.map(({ count }) => count);
}

export interface CountedTerm {
  readonly term: string;
  readonly count: number;
  /** Whether it was counted now; if not, `count` is the weight, and some edition has the term. */
  readonly exact: boolean;
}

/** Counting the editions of a more frequent term takes longer than a person who types waits. */
const EXACT_MAX = 20_000;
/** Editions in a row that are looked at for one that has a very frequent term. */
const LOOKED_AT_MAX = 2_000;

/** Counts terms that are shown as one types: the most frequent only as far as that some edition has them. */
export async function countTerms(
  db: Kysely<Database>,
  list: 'AUTHOR' | 'SUBJECT',
  terms: readonly { readonly term: string; readonly weight: number }[],
): Promise<readonly CountedTerm[]> {
  const [some, most] = [terms.filter(isCountable), terms.filter((one) => !isCountable(one))];
  const counts = await countEditions(
    db,
    list,
    some.map(({ term }) => term),
  );
  const exact = new Map(some.map(({ term }, at) => [term, counts[at] ?? 0]));
  const found = new Set(
    await findHad(
      db,
      list,
      most.map(({ term }) => term),
    ),
  );
  return terms.map((one) => {
    const count = exact.get(one.term);
    if (count !== undefined) return { term: one.term, count, exact: true };
    return { term: one.term, count: found.has(one.term) ? one.weight : 0, exact: false };
  });
}

function isCountable({ weight }: { readonly weight: number }): boolean {
  return weight <= EXACT_MAX;
}

/** Those of very frequent terms that some edition has: nearly always one of the first that are looked at. */
async function findHad(
  db: Kysely<Database>,
  list: 'AUTHOR' | 'SUBJECT',
  terms: readonly string[],
): Promise<readonly string[]> {
  if (terms.length === 0) return [];
  const [table, column] = list === 'SUBJECT' ? ['search_doc', 'subjects'] : ['browse_doc', 'creators'];
  const some = sql`SELECT ${sql.ref(column)} AS terms FROM ${sql.table(table)} ORDER BY edition DESC LIMIT ${LOOKED_AT_MAX}`;
  const { rows } = await sql<{ term: string }>`
    SELECT asked.term FROM unnest(${textArray(terms)}::text[]) AS asked(term)
    WHERE EXISTS (SELECT FROM (${some}) AS newest WHERE asked.term = ANY(newest.terms))
      OR EXISTS (SELECT FROM ${having(list, sql`ARRAY[asked.term]`)})`.execute(db);
  return rows.map(({ term }) => term);
}

/** The editions that have all of the terms. */
function having(list: CountedList, terms: RawBuilder<unknown>): RawBuilder<unknown> {
  switch (list) {
    case 'SUBJECT':
      return sql`search_doc d WHERE d.subjects @> ${terms}`;
    case 'AUTHOR':
      return sql`browse_doc b JOIN edition e ON e.id = b.edition AND e.updated_at = b.stamp WHERE b.creators @> ${terms}`;
    case 'CLASSMARK':
      return sql`browse_doc b JOIN edition e ON e.id = b.edition AND e.updated_at = b.stamp WHERE b.classmarks @> ${terms}`;
  }
}
