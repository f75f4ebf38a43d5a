import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { z } from 'zod';
import { isMerciaError, MerciaError } from '#platform/errors.ts';
import type { EditionDescription } from '../description.ts';
import { fromCursor, toCursor } from './cursor.ts';
import { toEditionView } from './editions.ts';
import type { IndexScope } from './index-scope.ts';
import { countFound } from './search-counts.ts';
import type { SearchCounts } from './search-counts.ts';
import { isStorable } from './storable.ts';
import { hasWords, searchCondition, tsquery } from './search-query.ts';
import type { SearchWish } from './search-query.ts';
import type { EditionView, Page, PageOf } from './views.ts';

export interface SearchSort {
  readonly by: 'RELEVANCE' | 'NEWEST' | 'TITLE';
  /** Libraries whose holdings come first. */
  readonly libraries?: readonly string[] | null | undefined;
}

export interface Search extends SearchWish {
  readonly sort: SearchSort;
}

export interface SearchPage extends Page<EditionView> {
  /** Counted when asked for, once. */
  counts(): Promise<SearchCounts>;
}

/** Place of an edition in the order: first or not, key, number; and which search it is a place of. */
const placeShape = z.tuple([
  z.string(),
  z.int().min(0).max(1),
  z.union([z.number().min(-10_000).max(10_000), z.string().refine(isStorable)]),
  z.int(),
]);
type Place = z.output<typeof placeShape>;

interface FoundRow {
  readonly rank_first: number;
  readonly rank_key: number | string;
  readonly id: number;
  readonly description: EditionDescription;
  readonly work: string | null;
}

interface Order {
  /** What decides, smaller first. */
  readonly key: RawBuilder<unknown>;
  readonly type: RawBuilder<unknown>;
}

/** Without words nothing is more relevant than another: by title then. */
function toKey(search: Search): SearchSort['by'] {
  return search.sort.by === 'RELEVANCE' && !hasWords(search) ? 'TITLE' : search.sort.by;
}

function toOrder(search: Search): Order {
  switch (toKey(search)) {
    case 'RELEVANCE':
      return { key: sql`-ts_rank(d.document, ${tsquery(search)}, 1)`, type: sql`float4` };
    case 'NEWEST':
      return { key: sql`-coalesce(d.published_year, -1)`, type: sql`int` };
    case 'TITLE':
      return { key: sql`d.sort_title`, type: sql`text` };
  }
}

function isKeyOf(key: string | number, by: SearchSort['by']): boolean {
  switch (by) {
    case 'RELEVANCE':
      return typeof key === 'number';
    case 'NEWEST':
      return Number.isInteger(key);
    case 'TITLE':
      return typeof key === 'string';
  }
}

/** A page of editions in one statement, and their counts in another when they are asked for. */
export async function searchEditions(scope: IndexScope, search: Search, page: PageOf): Promise<SearchPage> {
  const condition = searchCondition(scope, search);
  let counted: Promise<SearchCounts> | undefined;
  function counts(): Promise<SearchCounts> {
    counted ??= countFound(scope, condition);
    return counted;
  }
  const after = page.after === null ? null : readPlace(page.after, search);
  if (page.first === 0) {
    return { edges: [], hasNextPage: false, counts };
  }
  const rows = await findPage(scope, search, condition, after, page.first + 1);
  const fingerprint = fingerprintOf(search);
  const edges = rows.slice(0, page.first).map((row) => ({
    cursor: toCursor([fingerprint, row.rank_first, row.rank_key, row.id] satisfies Place),
    node: toEditionView(scope, row),
  }));
  return { edges, hasNextPage: rows.length > page.first, counts };
}

async function findPage(
  { db }: IndexScope,
  search: Search,
  condition: RawBuilder<unknown>,
  after: Place | null,
  limit: number,
): Promise<readonly FoundRow[]> {
  const order = toOrder(search);
  const favoured = search.sort.libraries ?? [];
  const first = favoured.length === 0 ? sql`0` : sql`CASE WHEN d.libraries && ${favoured}::text[] THEN 0 ELSE 1 END`;
  const behind =
    after === null
      ? sql`true`
      : sql`(rank_first, rank_key, edition) > (${after[1]}::int, ${after[2]}::${order.type}, ${after[3]}::bigint)`;
  const { rows } = await sql<FoundRow>`
    WITH page AS (
      SELECT * FROM (
        SELECT d.edition, ${first} AS rank_first, (${order.key})::${order.type} AS rank_key
        FROM search_doc d WHERE ${condition}
      ) ranked
      WHERE ${behind}
      ORDER BY rank_first, rank_key, edition LIMIT ${limit}
    )
    SELECT p.rank_first, p.rank_key, e.id, e.description, e.work
    FROM page p JOIN edition e ON e.id = p.edition
    ORDER BY p.rank_first, p.rank_key, e.id`.execute(db);
  return rows;
}

/** A cursor is a place in one search only: in another its key would mean something else, silently. */
function fingerprintOf({ words, filter, sort }: Search): string {
  const entries = Object.entries({ ...filter, words, by: sort.by, first: sort.libraries ?? [] });
  const given = entries
    .filter(([, value]) => value !== null && value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(given)).digest('base64url').slice(0, 12);
}

function readPlace(cursor: string, search: Search): Place {
  const place = fromCursor(cursor, placeShape);
  if (isMerciaError(place)) throw place;
  if (place[0] === fingerprintOf(search) && isKeyOf(place[2], toKey(search))) return place;
  throw new MerciaError(
    'BAD_USER_INPUT',
    'after: this cursor belongs to another search; ask on with the same words, filter and sort.',
  );
}
