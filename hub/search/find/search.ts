import { sql } from 'kysely';
import { checkSpelling, correctText, type Correction, type SpellingHelp } from '../spelling/index.ts';
import { addSynonyms } from '../vocabulary/index.ts';
import { parseQuery, asCutShort, type ParsedQuery } from '../query/parse-query.ts';
import { readNewestIntent } from '../query/newest-intent.ts';
import { AS_TYPED, toAskedSearch, type AskedSearch, type Taken } from './asked-search.ts';
import { pageOf } from '#union-index/read/cursor.ts';
import { toEditionView } from '#union-index/read/editions.ts';
import type { IndexScope } from '#union-index/read/index-scope.ts';
import { createSearchCounts, type SearchCounts } from './search-counts.ts';
import { findNearby, type NearbySearch } from './nearby.ts';
import { once } from './once.ts';
import { findBroadPage, findRanked, rankingOf, type FoundRow, type RankedSearch, type Ranking } from './ranked-page.ts';
import { toOrder } from './search-order.ts';
import { fingerprintOf, readPlace, toKey, type Place, type Search } from './search-place.ts';
import { checkSearch, filterCondition, heldBy } from '../condition/search-query.ts';
import { findOldestKnown } from '../condition/last-known-in.ts';
import { findWordsToLeaveOut } from './settle-search.ts';
import { findByShelfMark, findByBarcode, findByName, findByShortTitle, isTitleBegun } from './short-titles.ts';
import type { EditionView, Page, PageOf } from '#union-index/read/views.ts';

export type { Search };

export interface SearchPage extends Page<EditionView>, SearchCounts {
  /** Words without which it was searched, as they were typed: with them nothing is found. */
  wordsLeftOut(): Promise<readonly string[]>;
  /** Whether the newest edition was asked for, so that the newest comes first. */
  newestFirst(): Promise<boolean>;
  /** The words that were searched in the place of those typed; null if those were searched. */
  searchedInstead(): Promise<string | null>;
  /** Another spelling that finds something and was not searched; null if there is none. */
  didYouMean(): Promise<string | null>;
  /** Operators, brackets and fields that could not be read and were taken as words. */
  takenAsWords(): Promise<readonly string[]>;
  /** When the oldest fact was told by which `lastKnownIn` let an edition through, RFC 3339; null without that filter. */
  lastKnownFrom(): Promise<string | null>;
  /** Where nothing is found: other searches that find something under the same filter. Empty if something is found. */
  nearby(): Promise<readonly NearbySearch[]>;
}

/** What is asked for, before it is known what is found. */
type Wanted = Awaited<ReturnType<typeof readWanted>>;

/** Fewer found are a reason to take the query for a title cut short, too. */
const FEW = 5;

/**
 * A page of editions in one statement, and their counts in another when they are asked for. Where little is found, the
 * words are taken for a title cut short, too; where all words together find nothing, they are put right if there is no doubt
 * about them, else fewer are tried, and the page says so.
 */
export async function searchEditions(scope: IndexScope, search: Search, page: PageOf): Promise<SearchPage> {
  checkSearch(search);
  const after = page.after === null ? null : readPlace(page.after, search);
  const wanted = await readWanted(scope, search, after?.[6]);
  if (page.first === 0) return countsAlone(scope, wanted);
  if (after !== null) {
    const asked = await askAs(scope, wanted, { leftOut: after[4], reading: after[5] });
    const found = await findPage(scope, wanted, asked, after, page.first + 1);
    return toPage(scope, { wanted, asked, ...found, total: null }, page.first);
  }
  return toPage(scope, await settle(scope, wanted, Math.max(page.first + 1, FEW)), page.first);
}

async function readWanted(scope: IndexScope, search: Search, corrections: readonly Correction[] = []) {
  const typed = parseQuery(correctText(search.words, corrections));
  const rest = readNewestIntent(typed);
  const newest = rest !== null && !(await isTitleBegun(scope, typed));
  const query = await addSynonyms(scope.db, newest ? rest : typed);
  const [barcodes, named, marked, asTyped] = await Promise.all([
    findByBarcode(scope, search.words),
    findByName(scope, query),
    findByShelfMark(scope, search.words),
    corrections.length === 0 ? [] : findAsTyped(scope, search),
  ]);
  const meant = [...barcodes, ...named, ...marked.whole, ...asTyped];
  return {
    search,
    /** What in the words of the search was put right; the query is of those. */
    corrections,
    query,
    /** The query has words for the newest edition. */
    newest,
    /** Editions that the text names without their words: by a barcode, by what a work is called, by a shelf mark. */
    meant,
    /** Editions whose shelf mark begins so and goes on. */
    near: marked.beginning,
  };
}

/** What a few records have as it was typed is not lost where the words are put right. */
async function findAsTyped(scope: IndexScope, search: Search): Promise<readonly number[]> {
  const query = await addSynonyms(scope.db, parseQuery(search.words));
  const { conditionWith } = toAskedSearch(scope, search, query, AS_TYPED);
  const { rows } = await sql<{ edition: number }>`
    SELECT d.edition FROM search_doc d WHERE ${conditionWith(search.filter)} LIMIT ${FEW}`.execute(scope.db);
  return rows.map(({ edition }) => edition);
}

function ask(scope: IndexScope, { search, query, meant, near }: Wanted, taken: Partial<Taken> = {}): AskedSearch {
  return toAskedSearch(scope, search, query, { ...AS_TYPED, meant, near, ...taken });
}

async function askAs(
  scope: IndexScope,
  wanted: Wanted,
  { leftOut, reading }: Pick<Taken, 'leftOut' | 'reading'>,
): Promise<AskedSearch> {
  const { search, query, meant } = wanted;
  const more = reading === 'SHORT' ? await findByShortTitle(scope, query, filterCondition(scope, search.filter)) : [];
  return ask(scope, wanted, { leftOut, reading, meant: [...meant, ...more] });
}

interface Settled {
  readonly wanted: Wanted;
  readonly asked: AskedSearch;
  readonly ranking: Ranking;
  /** One more than the page has, if there are more. */
  readonly rows: readonly FoundRow[];
  /** How many there are, if these are all. */
  readonly total: number | null;
  /** Another spelling to offer. */
  readonly didYouMean?: () => Promise<string | null>;
}

/** The first page, taken as it finds something. */
async function settle(scope: IndexScope, wanted: Wanted, limit: number): Promise<Settled> {
  const { search, query, meant } = wanted;
  const find = (asked: AskedSearch): Promise<Settled> => findFirst(scope, wanted, asked, limit);
  const typed = await find(ask(scope, wanted));
  if (typed.rows.length >= FEW) return typed;
  const short = await askAs(scope, wanted, { leftOut: [], reading: 'SHORT' });
  if (short.meant.length > meant.length) return find(short);
  if (typed.rows.length > 0) return withEvidence(scope, typed, limit);
  const others: readonly Partial<Taken>[] = [
    ...(asCutShort(query) === null ? [] : [{ reading: 'CUT' as const }]),
    ...(typed.asked.literal === null ? [] : [{ leftOut: initialPlaces(query) }]),
  ];
  for (const taken of others) {
    const other = await find(ask(scope, wanted, taken));
    if (other.rows.length > 0) return other;
  }
  const help = await checkSpelling(scope, { ...search, query, found: 0 });
  const corrected = help?.certain === true ? await settleCorrected(scope, wanted, help, limit) : null;
  if (corrected !== null) return corrected;
  const fewer = await askFewer(scope, wanted);
  // What would be left out again is no help.
  const offered = help === null || help.certain ? null : help.text;
  return { ...(fewer === null ? typed : await find(fewer)), didYouMean: () => Promise.resolve(offered) };
}

/** Null if nothing is found, or only without what was put right. */
async function settleCorrected(
  scope: IndexScope,
  { search }: Wanted,
  help: SpellingHelp,
  limit: number,
): Promise<Settled | null> {
  const wanted = await readWanted(scope, search, help.corrections);
  const fewer = help.together ? null : await askFewer(scope, wanted);
  const asked = fewer ?? ask(scope, wanted);
  const left = namesOf(wanted, asked);
  if (help.corrections.some(({ text }) => text.split(' ').some((word) => left.includes(word)))) return null;
  const found = await findFirst(scope, wanted, asked, limit);
  return found.rows.length === 0 ? null : found;
}

async function findFirst(scope: IndexScope, wanted: Wanted, asked: AskedSearch, limit: number): Promise<Settled> {
  const { rows, ranking } = await findPage(scope, wanted, asked, null, limit);
  return { wanted, asked, ranking, rows, total: rows.length < limit ? rows.length : null };
}

/** Of more words that are all found together, none is so likely a slip that another is searched unasked. */
const EVIDENCE_TERMS_MAX = 2;

/** Who finds few may have mistyped a word that a few records have, too: what has it as it was typed then comes first. */
async function withEvidence(scope: IndexScope, typed: Settled, limit: number): Promise<Settled> {
  const { wanted, rows } = typed;
  const check = once(() => checkSpelling(scope, { ...wanted.search, query: wanted.query, found: rows.length }));
  const offered: Settled = { ...typed, didYouMean: async () => (await check())?.text ?? null };
  if (wanted.query.groups.flat().length > EVIDENCE_TERMS_MAX) return offered;
  const help = await check();
  const corrected = help?.certain === true ? await settleCorrected(scope, wanted, help, limit) : null;
  return corrected ?? offered;
}

/** Null if leaving out words does not help. */
async function askFewer(scope: IndexScope, wanted: Wanted): Promise<AskedSearch | null> {
  const { search, query } = wanted;
  const leftOut = await findWordsToLeaveOut(scope, search.filter, query);
  if (leftOut.length === 0) return null;
  const places = leftOut.map((term) => query.groups[0]?.indexOf(term) ?? -1);
  const all = [...new Set([...initialPlaces(query), ...places])].toSorted((a, b) => a - b);
  return ask(scope, wanted, { leftOut: all });
}

function initialPlaces({ groups: [group = []] }: ParsedQuery): readonly number[] {
  return group.flatMap(({ kind }, place) => (kind === 'initial' ? [place] : []));
}

function namesOf({ query }: Wanted, { leftOut }: AskedSearch): readonly string[] {
  return leftOut.flatMap((place) => query.groups[0]?.[place]?.typed ?? []);
}

function insteadOf({ search, corrections }: Wanted): string | null {
  return corrections.length === 0 ? null : correctText(search.words, corrections);
}

/** Whether the newest is wanted: it was asked for, or an edition that is not held. */
function isNewestFirst(wanted: Wanted, asked: AskedSearch): boolean {
  return (wanted.newest || missingEdition(wanted, asked) !== null) && wanted.search.sort.by !== 'TITLE';
}

/** The number of the edition that was left out; `43` of `Gray's anatomy 43` is one, too. */
function missingEdition({ query }: Wanted, { leftOut }: AskedSearch): number | null {
  const missing = leftOut.flatMap((place) => query.groups[0]?.[place] ?? []);
  const edition = missing.find(({ kind, typed }) => kind === 'edition' || /^\d{1,2}(?:st|nd|rd|th)?$/i.test(typed));
  if (edition === undefined) return null;
  const [[word = ''] = []] = edition.alternatives;
  return Number(/\d+/.exec(edition.kind === 'edition' ? word : edition.typed)?.[0] ?? 0);
}

function toPage(scope: IndexScope, found: Settled, first: number): SearchPage {
  const { wanted, asked, ranking, rows } = found;
  const counts = countsOf(scope, found);
  const fingerprint = fingerprintOf(wanted.search);
  const { reading } = asked;
  const [leftOut, corrections] = [[...asked.leftOut], [...wanted.corrections]];
  return {
    ...pageOf(rows, first, (row) => [
      [fingerprint, row.rank_first, row.rank_key, row.id, leftOut, reading, corrections, ranking] satisfies Place,
      toEditionView(scope, row),
    ]),
    ...counts,
    ...howTaken(scope, wanted, () => Promise.resolve(found)),
    nearby: () => nearbyOf(scope, wanted, counts),
  };
}

/** A page without editions: how the query is taken shows in how many there are. */
function countsAlone(scope: IndexScope, wanted: Wanted): SearchPage {
  const asked = ask(scope, wanted);
  const ofTyped = countsOf(scope, { wanted, asked, total: null });
  const settled = once(async () => {
    const { totalCount } = await ofTyped.totals();
    // Found often enough that nobody has to help.
    if (totalCount >= FEW) return { wanted, asked, counts: ofTyped };
    const found = await scope.inTime(settle(scope, wanted, FEW));
    return { ...found, counts: countsOf(scope, found) };
  });
  return {
    edges: [],
    hasNextPage: false,
    totals: async () => (await settled()).counts.totals(),
    facets: async (fields) => {
      // Asked for at once, so that they are counted together with the total.
      const [{ counts }, facets] = await Promise.all([settled(), ofTyped.facets(fields)]);
      return counts === ofTyped ? facets : counts.facets(fields);
    },
    ...howTaken(scope, wanted, settled),
    nearby: async () => nearbyOf(scope, wanted, (await settled()).counts),
  };
}

async function nearbyOf(scope: IndexScope, { search }: Wanted, counts: SearchCounts) {
  const { totalCount } = await counts.totals();
  return totalCount > 0 ? [] : scope.inTime(findNearby(scope, search));
}

/** What a page says of how its query was taken. */
function howTaken(
  scope: IndexScope,
  { query }: Wanted,
  settled: () => Promise<Omit<Settled, 'ranking' | 'rows' | 'total'>>,
) {
  const tell = async <T>(what: (wanted: Wanted, asked: AskedSearch) => T | Promise<T>): Promise<T> => {
    const { wanted, asked } = await settled();
    return what(wanted, asked);
  };
  return {
    wordsLeftOut: () => tell(namesOf),
    newestFirst: () => tell(isNewestFirst),
    searchedInstead: () => tell(insteadOf),
    didYouMean: once(async () => {
      const { didYouMean } = await settled();
      return didYouMean === undefined ? null : scope.inTime(didYouMean());
    }),
    takenAsWords: () => Promise.resolve(query.asWords ?? []),
    lastKnownFrom: () =>
      tell(({ search: { filter } }, { conditionWith }) => findOldestKnown(scope, conditionWith(filter), filter)),
  };
}

function countsOf(scope: IndexScope, { wanted, asked, total }: Omit<Settled, 'ranking' | 'rows'>): SearchCounts {
  const { conditionWith, expected } = asked;
  return createSearchCounts(scope, { filter: wanted.search.filter, conditionWith, expected, total });
}

async function findPage(
  scope: IndexScope,
  wanted: Wanted,
  asked: AskedSearch,
  after: Place | null,
  limit: number,
): Promise<Pick<Settled, 'ranking' | 'rows'>> {
  const by = toKey(wanted.search);
  const ranking = by === 'RELEVANCE' ? rankingOf(await asked.expected(), after?.[7]) : 'SUMMED';
  const order = toOrder({
    ...asked,
    by,
    summed: ranking === 'SUMMED',
    newestFirst: isNewestFirst(wanted, asked),
    missingEdition: missingEdition(wanted, asked),
  });
  const condition = asked.conditionWith(wanted.search.filter);
  const found: RankedSearch = {
    asked,
    order,
    condition,
    favoured: heldBy(scope, wanted.search.sort),
    after: after === null ? null : { first: after[1], key: after[2], edition: after[3] },
    limit,
  };
  const rows =
    ranking === 'BROAD'
      ? await findBroadPage(scope, found)
      : await findRanked(scope, found, sql`search_doc d WHERE ${condition}`);
  return { ranking, rows };
}
