/** A page of what was found, in its order: of everything, or, where that is very much, of what is likely to come first. */
import { sql, type RawBuilder } from 'kysely';
import type { ShownEdition } from '#union-index/read/editions.ts';
import type { AskedSearch } from './asked-search.ts';
import type { IndexScope } from '#union-index/read/index-scope.ts';
import type { Order } from './search-order.ts';

export type FoundRow = ShownEdition & { readonly rank_first: number; readonly rank_key: number | string };

export interface RankedSearch {
  readonly asked: AskedSearch;
  /** On `search_doc d`. */
  readonly condition: RawBuilder<unknown>;
  readonly order: Order;
  /** The condition on `search_doc d` of what comes first; null if nothing does. */
  readonly favoured: RawBuilder<unknown> | null;
  /** The place of the last edition of the page before. */
  readonly after: { readonly first: number; readonly key: string | number; readonly edition: number } | null;
  readonly limit: number;
}

/** By which formula a search is ranked. A cursor is a place in that order alone, however many are expected by then. */
export const RANKINGS = ['SUMMED', 'PLAIN', 'BROAD'] as const;
export type Ranking = (typeof RANKINGS)[number];

/** Of more that are found, the editions of a title are not added up: that takes longer than it is worth. */
const SUMMED_MAX = 1_000;
/** What is expected to be found more often is not ranked whole: a row takes some microseconds. */
const RANKED_MAX = 8_000;
/** So many times as much is not ranked for a cursor either: what was on its pages may then come again. */
const GROWN_MAX = 4;

/** How to rank what is expected to be found so often, behind the place of a page that was ranked as `before` says. */
export function rankingOf(expected: number, before?: Ranking): Ranking {
  if (before !== undefined && expected <= GROWN_MAX * RANKED_MAX) return before;
  return expected > RANKED_MAX ? 'BROAD' : expected > SUMMED_MAX ? 'PLAIN' : 'SUMMED';
}

/** Of what is found very often: how many are ranked that are called so, whose title begins so, and of all others. */
const CALLED_MAX = 300;
const BEGINNING_MAX = 1_500;
const OTHERS_MAX = 500;
/** Behind every key of relevance: what was not ranked. */
const NOT_RANKED = 1_000;

/** `from` names the rows as `d`: what stands between FROM and the end; `chosen` is what it reads besides, for WITH. */
export async function findRanked(
  { db }: IndexScope,
  { order, favoured, after, limit }: RankedSearch,
  from: RawBuilder<unknown>,
  chosen: RawBuilder<unknown> = sql``,
): Promise<readonly FoundRow[]> {
  const behind =
    after === null
      ? sql`true`
      : sql`(rank_first, rank_key, edition) > (${after.first}::int, ${after.key}::${order.type}, ${after.edition}::bigint)`;
  const { rows } = await sql<FoundRow>`
    WITH ${chosen} ${foundIn(order, firstOf(favoured), from)}, page AS (
      SELECT * FROM ranked
      WHERE ${behind}
      ORDER BY rank_first, rank_key, edition LIMIT ${limit}
    )
    SELECT p.rank_first, p.rank_key, e.id, e.description, e.work
    FROM page p JOIN edition e ON e.id = p.edition
    ORDER BY p.rank_first, p.rank_key, e.id`.execute(db);
  return rows;
}

/**
 * The rows with their keys. How many libraries hold a title, in any of its editions, is known once all are found: without
 * their documents, which would not fit into memory.
 */
function foundIn({ key, type, heldWeight }: Order, first: RawBuilder<unknown>, from: RawBuilder<unknown>) {
  if (heldWeight === 0)
    return sql`ranked AS (SELECT d.edition, ${first} AS rank_first, (${key})::${type} AS rank_key FROM ${from})`;
  return sql`found AS MATERIALIZED (
      SELECT d.edition, ${first} AS rank_first, (${key})::${type} AS own_key, hashtext(d.sort_title) AS title,
        cardinality(d.libraries) AS held
      FROM ${from}
    ), ranked AS (
      SELECT edition, rank_first,
        own_key - ${heldWeight}::${type} * ln(greatest(sum(held) OVER (PARTITION BY title), 1))::${type} AS rank_key
      FROM found
    )`;
}

function firstOf(favoured: RawBuilder<unknown> | null): RawBuilder<unknown> {
  return favoured === null ? sql`0` : sql`CASE WHEN ${favoured} THEN 0 ELSE 1 END`;
}

/**
 * A page of what is found very often: first of what is called so or begins so, with some of the rest, by relevance; behind
 * that, the others by their number. What is likely is chosen by itself, so that every statement chooses the same. Each is on one page, and the same on every walk while the index stays as it is.
 */
export function findBroadPage(scope: IndexScope, search: RankedSearch): Promise<readonly FoundRow[]> {
  return scope.db.transaction().execute(async (db) => {
    // A large table is else read from where it was read last, or by several at once: every page would choose others.
    await sql`SELECT set_config('synchronize_seqscans', 'off', true), set_config('max_parallel_workers_per_gather', '0', true)`.execute(
      db,
    );
    return readBroadPage({ ...scope, db }, search);
  });
}

async function readBroadPage(scope: IndexScope, search: RankedSearch): Promise<readonly FoundRow[]> {
  const { condition, favoured, after, limit } = search;
  const likely = sql`likely AS MATERIALIZED (${likelyFirst(search)}),`;
  const groups = favoured === null ? [sql`true`] : [sql`${firstOf(favoured)} = 0`, sql`${firstOf(favoured)} = 1`];
  const found: FoundRow[] = [];
  for (const [first, group] of groups.entries()) {
    if (after !== null && after.first > first) continue;
    const isHere = after?.first === first;
    const missing = (): number => limit - found.length;
    if (missing() > 0 && !(isHere && after.key === NOT_RANKED)) {
      const ranked = sql`search_doc d WHERE d.edition IN (SELECT edition FROM likely) AND ${group}`;
      found.push(
        ...(await findRanked(scope, { ...search, after: isHere ? after : null, limit: missing() }, ranked, likely)),
      );
    }
    if (missing() > 0) {
      const above = isHere && after.key === NOT_RANKED ? after.edition : 0;
      const others = sql`search_doc d
        WHERE ${condition} AND ${group} AND d.edition > ${above}::bigint AND d.edition NOT IN (SELECT edition FROM likely)`;
      const order: Order = { key: sql`${NOT_RANKED}::float8`, type: sql`float8`, heldWeight: 0 };
      found.push(...(await findRanked(scope, { ...search, order, after: null, limit: missing() }, others, likely)));
    }
  }
  return found;
}

/** Editions that are likely to come first, as a query for their numbers. */
function likelyFirst({ asked: { titleWords, bodyWords }, condition, favoured }: RankedSearch): RawBuilder<unknown> {
  const some = (more: RawBuilder<unknown>, limit: number): RawBuilder<unknown> =>
    sql`(SELECT d.edition FROM search_doc d WHERE ${condition} AND ${more} LIMIT ${limit})`;
  const called = [...titleWords, ...bodyWords].map((word) => `'${word}'`).join(' | ');
  const begins = titleWords.map((word) => `'${word}':*`).join(' | ');
  const parts = [
    ...(called === '' ? [] : [some(sql`d.document @@ to_tsquery('simple', ${called})`, CALLED_MAX)]),
    ...(begins === '' ? [] : [some(sql`d.document @@ to_tsquery('simple', ${begins})`, BEGINNING_MAX)]),
    ...(favoured === null ? [] : [some(favoured, OTHERS_MAX)]),
    some(sql`true`, OTHERS_MAX),
  ];
  return sql.join(parts, sql` UNION `);
}
