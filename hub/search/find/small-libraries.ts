/**
 * What libraries with few editions have of a large result. A sample says little of them, or leaves them out; what they hold
 * can be looked at row by row instead, from the index of libraries.
 */
import { sql, type RawBuilder } from 'kysely';
import { shownLibraries, shownSites } from '#union-index/read/shown-holders.ts';
import { networksOf, type FacetField } from './facets.ts';
import type { IndexScope } from '#union-index/read/index-scope.ts';

/** Editions that are looked at for all small libraries together, the smallest library first. */
const SMALL_EDITIONS_MAX = 5_000;
/** Where statistics are older than the index, a library may have grown: more are not looked at. */
export const LOOKED_AT_MAX = 2 * SMALL_EDITIONS_MAX;

/** Facets that have values of which every edition is a small library's. */
export const BY_LIBRARY: ReadonlySet<FacetField> = new Set(['NETWORK', 'LIBRARY', 'SITE']);

/** None where the database has no statistics yet: nothing is known of their sizes. */
export async function findSmallLibraries(
  { db, libraries }: IndexScope,
  editionsMax: number = SMALL_EDITIONS_MAX,
): Promise<readonly string[]> {
  const { rows } = await sql<SizeRow>`
    SELECT greatest(c.reltuples, 0)::float8 AS editions, s.most_common_elems::text::text[] AS libraries,
      s.most_common_elem_freqs::float8[] AS shares
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_stats s ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = 'libraries'
    WHERE c.oid = 'search_doc'::regclass AND s.most_common_elems IS NOT NULL`.execute(db);
  const [statistics] = rows;
  if (statistics === undefined) return [];
  return takeSmallest(libraries, statistics, editionsMax);
}

interface SizeRow {
  readonly editions: number;
  readonly libraries: readonly string[];
  /** Of each library, then the least and the greatest of them. */
  readonly shares: readonly number[];
}

function takeSmallest(
  libraries: readonly string[],
  { editions, libraries: common, shares }: SizeRow,
  editionsMax: number,
): readonly string[] {
  const known = new Map(common.map((id, at) => [id, shares[at] ?? 1]));
  // One that is not among the common ones has fewer editions than the least of them.
  const least = Math.min(...known.values());
  const sizes = libraries
    .map((id) => ({ id, size: Math.ceil((known.get(id) ?? least) * editions) }))
    .toSorted((a, b) => a.size - b.size || (a.id < b.id ? -1 : 1));
  let sum = 0;
  return sizes.filter(({ size }) => (sum += size) <= editionsMax).map(({ id }) => id);
}

/**
 * The editions of these libraries, with whether they meet a condition on `search_doc d`, as SQL. One more than may be looked
 * at, if there are more. `holders`: the libraries that are counted of each.
 */
export function judgeHoldings(
  scope: IndexScope,
  small: readonly string[],
  { condition, holders }: { readonly condition: RawBuilder<unknown>; readonly holders: RawBuilder<unknown> },
): RawBuilder<unknown> {
  return sql`SELECT ${shownLibraries(scope)} AS libraries, ${holders} AS holders, ${shownSites(scope)} AS sites, (${condition}) AS met
    FROM (SELECT * FROM search_doc s WHERE s.libraries && ${small}::text[] LIMIT ${LOOKED_AT_MAX + 1}) AS d`;
}

/** Whether every edition of a facet's value, as the index has it, is one of a small library. */
export function createIsSmall(
  { region }: IndexScope,
  small: readonly string[],
): (field: FacetField, value: string) => boolean {
  const ids = new Set(small);
  const networks = new Set(
    networksOf(region)
      .filter(({ libraries }) => libraries.every((id) => ids.has(id)))
      .map(({ id }) => id),
  );
  return (field, value) => {
    if (field === 'NETWORK') return networks.has(value);
    if (field === 'LIBRARY') return ids.has(value);
    return field === 'SITE' && ids.has(value.split('/')[0] ?? '');
  };
}
