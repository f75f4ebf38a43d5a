import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { z } from 'zod';
import { isMerciaError, MerciaError } from '#platform/errors.ts';
import type { EditionDescription } from '../description.ts';
import { parseQuery } from '../search/parse-query.ts';
import type { ParsedQuery } from '../search/parse-query.ts';
import { hasSynonyms, withoutSynonyms } from '../search/synonyms.ts';
import { toTsquery } from '../search/to-tsquery.ts';
import { addSynonyms } from '../vocabulary/index.ts';
import { fromCursor, toCursor } from './cursor.ts';
import { toEditionView } from './editions.ts';
import type { IndexScope } from './index-scope.ts';
import { countFound } from './search-counts.ts';
import type { SearchCounts } from './search-counts.ts';
import { isStorable } from './storable.ts';
import { checkSearch, hasWords, searchCondition, tsquery } from './search-query.ts';
import type { SearchQuery } from './search-query.ts';
import { findWordsToLeaveOut } from './settle-search.ts';
import type { EditionView, Page, PageOf } from './views.ts';

export interface SearchSort {
  readonly by: 'RELEVANCE' | 'NEWEST' | 'TITLE';
  /** Libraries whose holdings come first. */
  readonly libraries?: readonly string[] | null | undefined;
}

export interface Search extends SearchQuery {
  readonly sort: SearchSort;
}

export interface SearchPage extends Page<EditionView> {
  /** Counted when asked for, once. */
  counts(): Promise<SearchCounts>;
  /** Words without which it was searched, as they were typed: with them nothing is found. */
  wordsLeftOut(): Promise<readonly string[]>;
}

/** Place of an edition in the order: first or not, key, number; which search it is a place of, and without which words. */
const placeShape = z.tuple([
  z.string(),
  z.int().min(0).max(1),
  z.union([z.number().min(-10_000).max(10_000), z.string().refine(isStorable)]),
  z.int(),
  z.array(z.int().min(0).max(1_000)).max(100),
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

function toOrder(search: Search, { wording, typed }: AskedSearch): Order {
  switch (toKey(search)) {
    case 'RELEVANCE':
      return { key: rankKey(wording, typed), type: sql`float4` };
    case 'NEWEST':
      return { key: sql`-coalesce(d.published_year, -1)`, type: sql`int` };
    case 'TITLE':
      return { key: sql`d.sort_title`, type: sql`text` };
  }
}

/** What has the words as they were typed comes before what has only other names of them. */
function rankKey(wording: string | null, typed: string | null): RawBuilder<unknown> {
  const rank = (text: string | null): RawBuilder<unknown> => sql`ts_rank(d.document, ${tsquery(text ?? '')}, 1)`;
  return typed === wording ? sql`-${rank(wording)}` : sql`-(${rank(typed)} + 0.1 * ${rank(wording)})`;
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

/** The search with the words that it is asked with. */
interface AskedSearch {
  /** Places, among the words of the query, of those left out. */
  readonly leftOut: readonly number[];
  readonly wording: string | null;
  /** Without the names that vocabularies added. */
  readonly typed: string | null;
  readonly condition: RawBuilder<unknown>;
}

/**
 * A page of editions in one statement, and their counts in another when they are asked for. Where all words together find
 * nothing, fewer are tried, and the page says which were left out.
 */
export async function searchEditions(scope: IndexScope, search: Search, page: PageOf): Promise<SearchPage> {
  checkSearch(search);
  const query = await addSynonyms(scope.db, parseQuery(search.words));
  const after = page.after === null ? null : readPlace(page.after, search);
  const asked = askWithout(scope, search, query, after?.[4] ?? []);
  if (page.first === 0) return countsAlone(scope, search, query, asked);
  const found = { search, asked, first: page.first, rows: await findPage(scope, search, asked, after, page.first + 1) };
  if (found.rows.length > 0 || after !== null) return toPage(scope, query, found);
  const fewer = await askFewer(scope, search, query);
  if (fewer === null) return toPage(scope, query, found);
  const rows = await findPage(scope, search, fewer, null, page.first + 1);
  return toPage(scope, query, { ...found, asked: fewer, rows });
}

function askWithout(scope: IndexScope, search: Search, query: ParsedQuery, leftOut: readonly number[]): AskedSearch {
  const groups = query.groups.map((group, at) =>
    at === 0 ? group.filter((_, place) => !leftOut.includes(place)) : group,
  );
  const wording = toTsquery(groups);
  // A text without a letter or digit is a search all the same: for something that nothing is called.
  const condition = wording === null && hasWords(search) ? sql`false` : searchCondition(scope, search.filter, wording);
  const typed = hasSynonyms(groups) ? toTsquery(withoutSynonyms(groups)) : wording;
  return { leftOut, wording, typed, condition };
}

/** Null if leaving out words does not help. */
async function askFewer(scope: IndexScope, search: Search, query: ParsedQuery): Promise<AskedSearch | null> {
  const leftOut = await findWordsToLeaveOut(scope, search.filter, query);
  if (leftOut.length === 0) return null;
  const places = leftOut.map((term) => query.groups[0]?.indexOf(term) ?? -1);
  return askWithout(scope, search, query, places);
}

function namesOf(query: ParsedQuery, { leftOut }: AskedSearch): readonly string[] {
  return leftOut.flatMap((place) => query.groups[0]?.[place]?.typed ?? []);
}

interface FoundPage {
  readonly search: Search;
  readonly asked: AskedSearch;
  readonly first: number;
  /** One more than the page has, if there are more. */
  readonly rows: readonly FoundRow[];
}

function toPage(scope: IndexScope, query: ParsedQuery, { search, asked, first, rows }: FoundPage): SearchPage {
  const fingerprint = fingerprintOf(search);
  const edges = rows.slice(0, first).map((row) => ({
    cursor: toCursor([fingerprint, row.rank_first, row.rank_key, row.id, [...asked.leftOut]] satisfies Place),
    node: toEditionView(scope, row),
  }));
  const counts = once(() => scope.inTime(countFound(scope, asked.condition)));
  return {
    edges,
    hasNextPage: rows.length > first,
    counts,
    wordsLeftOut: () => Promise.resolve(namesOf(query, asked)),
  };
}

/** A page without editions: whether all words together find something shows in their count. */
function countsAlone(scope: IndexScope, search: Search, query: ParsedQuery, all: AskedSearch): SearchPage {
  const count = async () => {
    const counts = await countFound(scope, all.condition);
    const fewer = counts.totalCount === 0 ? await askFewer(scope, search, query) : null;
    if (fewer === null) return { counts, asked: all };
    return { counts: await countFound(scope, fewer.condition), asked: fewer };
  };
  const counted = once(() => scope.inTime(count()));
  return {
    edges: [],
    hasNextPage: false,
    counts: async () => (await counted()).counts,
    wordsLeftOut: async () => namesOf(query, (await counted()).asked),
  };
}

/** The same promise for every caller. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => (asked ??= ask());
}

async function findPage(
  { db }: IndexScope,
  search: Search,
  asked: AskedSearch,
  after: Place | null,
  limit: number,
): Promise<readonly FoundRow[]> {
  const order = toOrder(search, asked);
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
        FROM search_doc d WHERE ${asked.condition}
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
    'after: this cursor belongs to another search; continue with the same words, filter and sort.',
  );
}
