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
import { areCorrections, checkSpelling, correctText } from '../spelling/index.ts';
import type { Correction, SpellingHelp } from '../spelling/index.ts';
import { addSynonyms } from '../vocabulary/index.ts';
import { fromCursor, toCursor } from './cursor.ts';
import { toEditionView } from './editions.ts';
import type { IndexScope } from './index-scope.ts';
import { countFound } from './search-counts.ts';
import type { SearchCounts } from './search-counts.ts';
import { isStorable } from './storable.ts';
import { checkSearch, hasWords, searchCondition, tsquery, WORDS_MAX } from './search-query.ts';
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
  /** The words that were searched in the place of those typed; null if those were searched. */
  searchedInstead(): Promise<string | null>;
  /** Another spelling that finds something; null if there is none, or it was searched already. */
  didYouMean(): Promise<string | null>;
}

/**
 * Place of an edition in the order: first or not, key, number; which search it is a place of, without which words, and with
 * which corrections.
 */
const placeShape = z.tuple([
  z.string(),
  z.int().min(0).max(1),
  z.union([z.number().min(-10_000).max(10_000), z.string().refine(isStorable)]),
  z.int(),
  z.array(z.int().min(0).max(1_000)).max(100),
  z.array(z.tuple([z.int().min(0).max(WORDS_MAX), z.int().min(0).max(WORDS_MAX), z.string().max(WORDS_MAX)])).max(100),
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
  readonly corrections: readonly Correction[];
  /** Of the corrected words. */
  readonly query: ParsedQuery;
  /** Places, among the words of the query, of those left out. */
  readonly leftOut: readonly number[];
  readonly wording: string | null;
  /** Without the names that vocabularies added. */
  readonly typed: string | null;
  readonly condition: RawBuilder<unknown>;
  /** Another spelling that is not beyond doubt. */
  readonly didYouMean: string | null;
}

/**
 * A page of editions in one statement, and their counts in another when they are asked for. Where all words together find
 * nothing, they are put right if there is no doubt about them, else fewer are tried; the page says so.
 */
export async function searchEditions(scope: IndexScope, search: Search, page: PageOf): Promise<SearchPage> {
  checkSearch(search);
  const after = page.after === null ? null : readPlace(page.after, search);
  const asked = await ask(scope, search, after === null ? [] : correctionsOf(after), after?.[4]);
  if (page.first === 0) return countsAlone(scope, search, asked);
  const rows = await findPage(scope, search, asked, after, page.first + 1);
  if (rows.length > 0 || after !== null) return toPage(scope, { search, asked, first: page.first, rows });
  const settled = await settle(scope, search, asked);
  const found =
    settled.condition === asked.condition ? rows : await findPage(scope, search, settled, null, page.first + 1);
  return toPage(scope, { search, asked: settled, first: page.first, rows: found });
}

async function ask(
  scope: IndexScope,
  search: Search,
  corrections: readonly Correction[],
  leftOut: readonly number[] = [],
): Promise<AskedSearch> {
  const query = await addSynonyms(scope.db, parseQuery(correctText(search.words, corrections)));
  return askWithout(scope, search, { query, corrections }, leftOut);
}

function askWithout(
  scope: IndexScope,
  search: Search,
  { query, corrections }: Pick<AskedSearch, 'query' | 'corrections'>,
  leftOut: readonly number[],
): AskedSearch {
  const groups = query.groups.map((group, at) =>
    at === 0 ? group.filter((_, place) => !leftOut.includes(place)) : group,
  );
  const wording = toTsquery(groups);
  // A text without a letter or digit is a search all the same: for something that nothing is called.
  const condition = wording === null && hasWords(search) ? sql`false` : searchCondition(scope, search.filter, wording);
  const typed = hasSynonyms(groups) ? toTsquery(withoutSynonyms(groups)) : wording;
  return { query, corrections, leftOut, wording, typed, condition, didYouMean: null };
}

/** What is asked where all words together find nothing: the same again if nothing helps. */
async function settle(scope: IndexScope, search: Search, asked: AskedSearch): Promise<AskedSearch> {
  const help = await checkSpelling(scope, { ...search, query: asked.query, found: false });
  const corrected = help?.certain === true ? await askCorrected(scope, search, help) : null;
  if (corrected !== null) return corrected;
  return { ...((await askFewer(scope, search, asked)) ?? asked), didYouMean: help?.text ?? null };
}

/** Null if of the corrected words those would have to be left out that were put right. */
async function askCorrected(scope: IndexScope, search: Search, help: SpellingHelp): Promise<AskedSearch | null> {
  const corrected = await ask(scope, search, help.corrections);
  if (help.together) return corrected;
  const fewer = await askFewer(scope, search, corrected);
  const lost = fewer === null ? [] : namesOf(fewer);
  return help.corrections.some(({ text }) => text.split(' ').some((word) => lost.includes(word))) ? null : fewer;
}

/** Null if leaving out words does not help. */
async function askFewer(scope: IndexScope, search: Search, asked: AskedSearch): Promise<AskedSearch | null> {
  const leftOut = await findWordsToLeaveOut(scope, search.filter, asked.query);
  if (leftOut.length === 0) return null;
  const places = leftOut.map((term) => asked.query.groups[0]?.indexOf(term) ?? -1);
  return askWithout(scope, search, asked, places);
}

function namesOf({ query, leftOut }: AskedSearch): readonly string[] {
  return leftOut.flatMap((place) => query.groups[0]?.[place]?.typed ?? []);
}

function insteadOf(search: Search, { corrections }: AskedSearch): string | null {
  return corrections.length === 0 ? null : correctText(search.words, corrections);
}

interface FoundPage {
  readonly search: Search;
  readonly asked: AskedSearch;
  readonly first: number;
  /** One more than the page has, if there are more. */
  readonly rows: readonly FoundRow[];
}

/** Who finds so few may have mistyped a word that a few records have, too. */
const FEW = 5;

function toPage(scope: IndexScope, { search, asked, first, rows }: FoundPage): SearchPage {
  const fingerprint = fingerprintOf(search);
  const corrections = asked.corrections.map(({ start, end, text }): Place[5][number] => [start, end, text]);
  const edges = rows.slice(0, first).map((row) => ({
    cursor: toCursor([
      fingerprint,
      row.rank_first,
      row.rank_key,
      row.id,
      [...asked.leftOut],
      corrections,
    ] satisfies Place),
    node: toEditionView(scope, row),
  }));
  const counts = once(() => scope.inTime(countFound(scope, asked.condition)));
  const isPlain = asked.leftOut.length === 0 && asked.corrections.length === 0;
  const isFew = isPlain && hasWords(search) && rows.length > 0 && rows.length <= Math.min(first, FEW);
  const suggest = async (): Promise<string | null> => {
    if (!isFew) return asked.didYouMean;
    const help = await checkSpelling(scope, { ...search, query: asked.query, found: true });
    return help?.text ?? null;
  };
  return {
    edges,
    hasNextPage: rows.length > first,
    counts,
    wordsLeftOut: () => Promise.resolve(namesOf(asked)),
    searchedInstead: () => Promise.resolve(insteadOf(search, asked)),
    didYouMean: once(() => scope.inTime(suggest())),
  };
}

/** A page without editions: whether all words together find something shows in their count. */
function countsAlone(scope: IndexScope, search: Search, all: AskedSearch): SearchPage {
  const count = async () => {
    const counts = await countFound(scope, all.condition);
    const settled = counts.totalCount === 0 ? await settle(scope, search, all) : all;
    if (settled.condition === all.condition) return { counts, asked: settled };
    return { counts: await countFound(scope, settled.condition), asked: settled };
  };
  const counted = once(() => scope.inTime(count()));
  return {
    edges: [],
    hasNextPage: false,
    counts: async () => (await counted()).counts,
    wordsLeftOut: async () => namesOf((await counted()).asked),
    searchedInstead: async () => insteadOf(search, (await counted()).asked),
    didYouMean: async () => (await counted()).asked.didYouMean,
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
  const fits = place[0] === fingerprintOf(search) && isKeyOf(place[2], toKey(search));
  if (fits && areCorrections(search.words, correctionsOf(place), parseQuery(search.words))) return place;
  throw new MerciaError(
    'BAD_USER_INPUT',
    'after: this cursor belongs to another search; continue with the same words, filter and sort.',
  );
}

function correctionsOf(place: Place): readonly Correction[] {
  return place[5].map(([start, end, text]) => ({ start, end, text }));
}
