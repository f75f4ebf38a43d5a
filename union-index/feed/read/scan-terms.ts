/** A part of a list of titles, names, headings or class marks, in its order, with what a search for each finds. */
import { sql, type RawBuilder } from 'kysely';
import { browsed, cqlCondition } from '../../read/cql-condition.ts';
import type { ScannedTerm, TermList, TermScan } from '../search-contract.ts';
import { isPublished, type Snapshot } from './published.ts';

type Sql = RawBuilder<unknown>;

interface Term {
  readonly term: string;
  readonly shown: string;
}

/** `>=` and its like, and the order to read in. */
type Direction = '<' | '>' | '>=';

/** Terms with more entries than `countedMax` have no count. */
export async function scanTerms(
  snapshot: Snapshot,
  { list, at, before, first, inclusive }: TermScan,
  countedMax: number,
): Promise<readonly ScannedTerm[]> {
  const { transaction } = snapshot;
  // A few terms are read along an index; a plan for all of them would be made for a list that is short.
  await sql`SELECT set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
    set_config('enable_seqscan', 'off', true)`.execute(transaction);
  const key = await keyOf(snapshot, list, at);
  const earlier = await findTerms(snapshot, list, { key, direction: '<', limit: before });
  const later = await findTerms(snapshot, list, { key, direction: inclusive ? '>=' : '>', limit: first });
  const terms = [...earlier.toReversed(), ...later];
  const counts = await countEach(snapshot, list, terms, countedMax);
  return terms.map(({ term, shown }, place): ScannedTerm => {
    const count = counts[place] ?? 0;
    return { term, shown: shown === term ? null : shown, count: count > countedMax ? null : count };
  });
}

/** Folded as the keys of the list are. */
async function keyOf({ transaction }: Snapshot, list: TermList, at: string): Promise<string> {
  const isName = list === 'TITLE' || list === 'CREATOR' || list === 'SUBJECT';
  const key = isName ? sql`mercia_key(${at})` : sql`mercia_class_key(${list}, ${at})`;
  const { rows } = await sql<{ key: string }>`SELECT ${key} AS key`.execute(transaction);
  return rows[0]?.key ?? '';
}

interface Stretch {
  readonly key: string;
  readonly direction: Direction;
  readonly limit: number;
}

/** The nearest first. */
async function findTerms(
  snapshot: Snapshot,
  list: TermList,
  { key, direction, limit }: Stretch,
): Promise<readonly Term[]> {
  if (limit === 0) return [];
  const order = direction === '<' ? sql`DESC` : sql`ASC`;
  const from = sql`${sql.raw(direction)} ${key}`;
  const found = list === 'TITLE' ? titles(snapshot, from) : termsOf(snapshot, list, from);
  const { rows } = await sql<Term>`
    SELECT term, shown FROM (${found}) AS found ORDER BY place ${order} LIMIT ${limit}`.execute(snapshot.transaction);
  return rows;
}

function titles(snapshot: Snapshot, from: Sql): Sql {
  return sql`SELECT d.sort_title AS place, d.sort_title AS term, min(o.title) AS shown
    FROM search_doc d JOIN edition o ON o.id = d.edition
    WHERE d.sort_title ${from} AND ${isPublished(snapshot)} GROUP BY d.sort_title`;
}

/** Of terms that differ in case or accents alone, the most frequent stands for all. */
function termsOf(snapshot: Snapshot, list: Exclude<TermList, 'TITLE'>, from: Sql): Sql {
  const [kind, scheme] = list === 'CREATOR' || list === 'SUBJECT' ? [list, ''] : ['CLASSMARK', list];
  return sql`SELECT t.key AS place, (array_agg(t.term ORDER BY t.weight DESC, t.term))[1] AS term,
      (array_agg(t.term ORDER BY t.weight DESC, t.term))[1] AS shown
    FROM search_term t
    WHERE t.kind = ${kind} AND t.scheme = ${scheme} AND t.key ${from}
      AND EXISTS (SELECT FROM search_doc d WHERE ${hasTerm(list)} AND ${isPublished(snapshot)})
    GROUP BY t.key`;
}

/** That `search_doc d` has the term of `search_term t`. */
function hasTerm(list: Exclude<TermList, 'TITLE'>): Sql {
  switch (list) {
    case 'SUBJECT':
      return sql`d.subjects @> ARRAY[t.term]`;
    case 'CREATOR':
      return sql`d.edition IN (${browsed(sql`b.creators @> ARRAY[t.term]`)})`;
    default:
      return sql`d.edition IN (${browsed(sql`b.classmarks @> ARRAY[t.scheme || ' ' || t.term]`)})`;
  }
}

/** By the condition by which a search finds them, so that it finds as many. */
async function countEach(
  snapshot: Snapshot,
  list: TermList,
  terms: readonly Term[],
  countedMax: number,
): Promise<readonly number[]> {
  if (terms.length === 0) return [];
  const counts = terms.map(({ term }) => {
    const condition = cqlCondition({ kind: 'WHOLE', list, text: term }, () => null);
    return sql`(SELECT count(*) FROM (SELECT 1 FROM search_doc d WHERE ${condition} AND ${isPublished(snapshot)}
      LIMIT ${countedMax + 1}) AS counted)`;
  });
  const { rows } = await sql<{ counts: readonly number[] }>`SELECT ARRAY[${sql.join(counts)}]::int[] AS counts`.execute(
    snapshot.transaction,
  );
  return rows[0]?.counts ?? [];
}
