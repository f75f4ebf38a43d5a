/** A part of a list of titles, names, headings or class marks, in its order, with what a search for each finds. */
import { sql, type RawBuilder } from 'kysely';
import { cqlCondition, isOpen, type CqlScope, type WrittenCondition } from '#search/cql/cql-condition.ts';
import { keyIn, termsOf } from '#search/cql/written-terms.ts';
import type { TermList } from '#search/cql/contract.ts';
import { isFindable } from '#union-index/read/shown-holders.ts';
import type { ScannedTerm, TermScan } from '../search-contract.ts';
import type { Tx } from '#store/tables.ts';

/** Terms with more entries than `countedMax` have no count. */
export async function scanTerms(
  snapshot: Snapshot,
  { list, at, before, first, inclusive }: TermScan,
  countedMax: number,
): Promise<readonly ScannedTerm[]> {
  // A few terms are read along an index; a plan for all of them would be made for a list that is short.
  for (const method of ['hashjoin', 'mergejoin', 'seqscan'])
    await sql`SET LOCAL ${sql.raw(`enable_${method}`)} = off`.execute(snapshot.transaction);
  const { rows } = await sql<{ key: string }>`SELECT ${keyIn(list, at)} AS key`.execute(snapshot.transaction);
  const key = rows[0]?.key ?? '';
  const read = list === 'TITLE' ? readTitles : readTerms(list);
  const earlier = await read(snapshot, { key, direction: '<', limit: before, countedMax });
  const later = await read(snapshot, { key, direction: inclusive ? '>=' : '>', limit: first, countedMax });
  return [...earlier.toReversed(), ...later];
}

interface Stretch {
  readonly key: string;
  readonly direction: '<' | '>' | '>=';
  readonly limit: number;
  readonly countedMax: number;
}

/** What a key is compared with, and the order to read in: the nearest first. */
function span({ key, direction }: Stretch): {
  readonly from: RawBuilder<unknown>;
  readonly order: RawBuilder<unknown>;
} {
  return { from: sql`${sql.raw(direction)} ${key}`, order: direction === '<' ? sql`DESC` : sql`ASC` };
}

async function readTitles(snapshot: Snapshot, stretch: Stretch): Promise<readonly ScannedTerm[]> {
  const { from, order } = span(stretch);
  const { rows } = await sql<{ term: string; shown: string }>`
    SELECT d.sort_title AS term, min(o.title) AS shown
    FROM search_doc d JOIN edition o ON o.id = d.edition
    WHERE d.sort_title ${from} AND ${isServed(snapshot)} AND ${isOpen(snapshot.scope)}
    GROUP BY d.sort_title ORDER BY d.sort_title ${order} LIMIT ${stretch.limit}`.execute(snapshot.transaction);
  const conditions = rows.map(({ term: text }): WrittenCondition => ({
    kind: 'TITLE',
    value: { kind: 'VALUE', list: 'TITLE', text, extent: 'WHOLE' },
  }));
  const counts = await countEach(snapshot, conditions, stretch.countedMax);
  return rows.map(({ term, shown }, place) => toScanned(term, shown, counts[place] ?? 0, stretch));
}

function toScanned(term: string, shown: string, count: number, { countedMax }: Stretch): ScannedTerm {
  return { term, shown: shown === term ? null : shown, count: count > countedMax ? null : count };
}

/** Terms that differ in case or accents alone: one entry of the list, the most frequent first. */
interface Candidate {
  readonly key: string;
  readonly terms: readonly string[];
}

/** Looked at for one answer: terms that no edition has any more are few. */
const LOOKED_AT_MAX = 1_000;

function readTerms(list: Exclude<TermList, 'TITLE'>) {
  return async (snapshot: Snapshot, stretch: Stretch): Promise<readonly ScannedTerm[]> => {
    const found: ScannedTerm[] = [];
    let next: Stretch | null = stretch;
    for (let lookedAt = 0; next !== null && found.length < stretch.limit && lookedAt < LOOKED_AT_MAX;) {
      const candidates: readonly Candidate[] = await findCandidates(snapshot, list, next);
      found.push(...(await countCandidates(snapshot, list, candidates, stretch)));
      lookedAt += candidates.length;
      const last: Candidate | undefined = candidates.at(-1);
      const isEnd = last === undefined || candidates.length < stretch.limit;
      next = isEnd ? null : { ...stretch, key: last.key, direction: stretch.direction === '<' ? '<' : '>' };
    }
    return found.slice(0, stretch.limit);
  };
}

async function findCandidates(
  { transaction }: Snapshot,
  list: Exclude<TermList, 'TITLE'>,
  stretch: Stretch,
): Promise<readonly Candidate[]> {
  const { from, order } = span(stretch);
  const { kind, scheme } = termsOf(list);
  const { rows } = await sql<Candidate>`
    SELECT k.key, ARRAY(SELECT t.term FROM search_term t WHERE t.kind = ${kind} AND t.scheme = ${scheme} AND t.key = k.key
      ORDER BY t.weight DESC, t.term) AS terms
    FROM (SELECT DISTINCT key FROM search_term WHERE kind = ${kind} AND scheme = ${scheme} AND key ${from}
      ORDER BY key ${order} LIMIT ${stretch.limit}) AS k
    ORDER BY k.key ${order}`.execute(transaction);
  return rows;
}

/** Those that a published edition has, called as one of them calls it. */
async function countCandidates(
  snapshot: Snapshot,
  list: Exclude<TermList, 'TITLE'>,
  candidates: readonly Candidate[],
  stretch: Stretch,
): Promise<readonly ScannedTerm[]> {
  const condition = (terms: readonly string[]): WrittenCondition => ({ kind: 'TERMS', list, terms });
  const counts = await countEach(
    snapshot,
    candidates.map(({ terms }) => condition(terms)),
    stretch.countedMax,
  );
  const written = candidates.flatMap(({ terms }) => terms);
  const had = await countEach(
    snapshot,
    written.map((term) => condition([term])),
    1,
  );
  const isHad = new Set(written.filter((_, place) => (had[place] ?? 0) > 0));
  return candidates.flatMap(({ terms }, place) => {
    const term = terms.find((one) => isHad.has(one));
    return term === undefined ? [] : [toScanned(term, term, counts[place] ?? 0, stretch)];
  });
}

/** By the condition by which a search finds them, so that it finds as many; at most one more than `most`. */
async function countEach(
  snapshot: Snapshot,
  conditions: readonly WrittenCondition[],
  most: number,
): Promise<readonly number[]> {
  if (conditions.length === 0) return [];
  const counts = conditions.map(
    (condition) => sql`(SELECT count(*) FROM (SELECT 1 FROM search_doc d
      WHERE ${cqlCondition(condition, snapshot.scope)} AND ${isServed(snapshot)} LIMIT ${most + 1}) AS counted)`,
  );
  const { rows } = await sql<{ counts: readonly number[] }>`SELECT ARRAY[${sql.join(counts)}]::int[] AS counts`.execute(
    snapshot.transaction,
  );
  return rows[0]?.counts ?? [];
}

export interface Snapshot {
  readonly transaction: Tx;
  /** Number of the repository of the editions. */
  readonly repository: number;
  readonly scope: CqlScope;
}

/** That the edition of `search_doc d` has an entry that is not deleted, and is not of moving libraries alone, whose entry may still have to go. */
export function isServed({ repository, scope }: Snapshot): RawBuilder<unknown> {
  return sql`${isFindable(scope)} AND EXISTS (SELECT FROM feed_entry e
    WHERE e.edition = d.edition AND e.repository = ${repository} AND e.replaced_at IS NULL AND e.hash IS NOT NULL)`;
}
