/** `/find?q=`: results with where they are in now, what narrows them, and what helps where nothing is found. */
import { FindDocument, type FindQuery } from '../../__generated__/operations.ts';
import { sayGaps } from '../../words/gaps.ts';
import { plural, sayWhen } from '../../words/moments.ts';
import type { Page, Part, Visit } from '../page.ts';
import {
  address,
  begin,
  choiceOf,
  isFiltered,
  keptFields,
  toFilter,
  withoutFilter,
  SORTS,
  type Choice,
} from './choice.ts';
import { chosenOf, facetsOf } from './facets.ts';
import { helpWith } from './nothing.ts';
import { toResults, toRow, type Found } from './results.ts';
import { sumView, tellEdition, tellWhere, type Told } from './where.ts';

/** The longest text that is searched for, in characters. */
const MOST_WORDS = 300;

const TEMPLATE = 'pages/find/page.njk';

/** What the index knows is sent at once, then where each title is in now; where nothing is found, what helps. */
export const findPage: Page = {
  path: '/find',
  async show(visit) {
    const { graph, query } = visit;
    const typed = (query.get('q') ?? '').trim();
    const choice = choiceOf(query, typed.slice(0, MOST_WORDS));
    const { data, errors } = await graph.ask(FindDocument, {
      query: choice.words,
      filter: toFilter(choice),
      sort: { by: choice.sort },
      after: choice.after,
    });
    const refused = errors.some(({ code, path }) => path[0] === 'search' && code === 'BAD_USER_INPUT');
    const model = findView(data, choice, { refused, cut: typed.length > MOST_WORDS, now: visit.now });
    const { search } = data;
    if (search === null && refused) return { template: TEMPLATE, model, status: 400 };
    if (search === null)
      return { template: TEMPLATE, model, status: 503, later: (signal) => tellHelp(visit, choice, signal) };
    if (model.nothing) return { template: TEMPLATE, model, later: (signal) => tellHelp(visit, choice, signal) };
    const { nodes } = search;
    if (nodes.length === 0) return { template: TEMPLATE, model };
    return { template: TEMPLATE, model, later: (signal) => tellPage(visit, data, choice, nodes, signal) };
  },
};

async function* tellHelp({ graph }: Visit, choice: Choice, signal: AbortSignal): AsyncGenerator<Part> {
  const model = await helpWith(graph, choice, signal);
  yield () => ({ template: 'pages/find/nothing-part.njk', model });
}

async function* tellPage(
  { graph, now, quick }: Visit,
  { region }: FindQuery,
  { library: chosen }: Choice,
  found: readonly Found[],
  signal: AbortSignal,
): AsyncGenerator<Part> {
  const seen = { libraries: region?.libraries ?? [], now, chosen, quick };
  const told = new Map<Found, Told>();
  for await (const [edition, tell] of tellWhere(graph, found, seen, signal)) {
    yield () => {
      const where = tell();
      told.set(edition, where);
      return { template: 'pages/find/where-part.njk', model: { result: toRow(edition), where } };
    };
  }
  yield () => {
    // A title of which that failed counts as not checked.
    const all = found.map((edition) => told.get(edition) ?? tellEdition(edition, () => null, seen));
    return { template: 'pages/find/sum-part.njk', model: sumView(all) };
  };
}

type Search = NonNullable<FindQuery['search']>;

/** `refused`: the graph could not read what the address asks for. `cut`: more words were given than are searched for. */
export function findView(
  { region, search }: FindQuery,
  choice: Choice,
  { refused, cut, now }: { readonly refused: boolean; readonly cut: boolean; readonly now: number },
) {
  const nothing = search?.totalCount === 0;
  const base = {
    title: choice.words === '' ? 'Find' : `Find: ${choice.words}`,
    current: '/find',
    words: choice.words,
    kept: keptFields(choice),
    withoutFilter: withoutFilter(choice),
    // If the index itself does not answer, that is said already.
    incomplete:
      search === null
        ? null
        : sayGaps(region?.incomplete ?? null, nothing ? 'It may be there.' : 'They may hold more.'),
  };
  const cutNote = cut ? ['What you typed is long: only its first 300 characters were searched for.'] : [];
  if (search === null) {
    return {
      ...base,
      summary: refused
        ? sayRefused(choice)
        : 'The search cannot be answered now. Try again in a few minutes. This says nothing of whether a library has it.',
      notes: cutNote,
      // What helps where nothing is found helps here, too.
      nothing: !refused,
      didYouMean: null,
      results: [],
      checking: '',
      facets: [],
      wasIn: null,
      chosen: chosenOf([], choice, region?.libraries ?? []),
      sorts: [],
      part: null,
      first: refused ? begin(choice, {}) : null,
      next: null,
    };
  }
  const { didYouMean, pageInfo, nodes } = search;
  const shown = choice.from + nodes.length;
  const facets = [...search.facets, ...search.years.filter(({ field }) => field === 'YEAR')];
  return {
    ...base,
    // Who hears the titles of pages hears that this is another one.
    title: titled(base.title, search, choice, shown),
    summary: summaryOf(search, choice),
    notes: [...cutNote, ...notesOf(search), ...sayLastKnown(search, choice, now)],
    nothing,
    didYouMean: didYouMean === null ? null : { text: didYouMean, href: begin(choice, { words: didYouMean }) },
    results: toResults(nodes),
    checking: `Checking where the ${plural(nodes.length, 'title')} shown are in now…`,
    facets: nothing ? [] : facetsOf(facets, choice),
    wasIn: nothing || choice.wasIn ? null : begin(choice, { wasIn: true }),
    chosen: chosenOf(facets, choice, region?.libraries ?? []),
    sorts: nodes.length < 2 ? [] : SORTS.map(([key, text]) => toSort(key, text, choice)),
    part: partOf(search, choice, shown),
    first: choice.after === null ? null : begin(choice, {}),
    // Behind a page of which it is not known where it begins, that is not known of the next either.
    next: pageInfo.hasNextPage
      ? address({ ...choice, after: pageInfo.endCursor, from: choice.after !== null && choice.from === 0 ? 0 : shown })
      : null,
  };
}
function sayRefused({ after }: Choice): string {
  return after === null
    ? 'This cannot be searched for: it has too many words. Type fewer words, or fewer with OR between them.'
    : 'This page of results is not there any more.';
}

function summaryOf({ totalCount, approximate }: Search, choice: Choice): string {
  const { words } = choice;
  if (totalCount > 0) return `${approximate ? 'About ' : ''}${plural(totalCount, 'title')} found.`;
  if (words !== '' && !/[\p{L}\p{N}]/u.test(words)) return 'Nothing found. Type words, a name or a number.';
  if (/^\p{L}+$/u.test(words) && !isFiltered(choice))
    return `Nothing found. No title here has the word “${words}”. Check the spelling, or type another word for it.`;
  return 'Nothing found. Check the spelling, type fewer words, or type the ISBN.';
}

function notesOf({ searchedInstead, wordsLeftOut, takenAsWords }: Search): readonly string[] {
  return [
    ...(searchedInstead === null
      ? []
      : [`The words as typed find nothing, or hardly anything: shown is what “${searchedInstead}” finds.`]),
    ...(wordsLeftOut.length === 0 ? [] : [`Nothing has all the words: left out ${quoteAll(wordsLeftOut)}.`]),
    ...(takenAsWords.length === 0 ? [] : [`Could not be read, and was taken as words: ${quoteAll(takenAsWords)}.`]),
  ];
}

/** The filter goes by what was last known: how old that is, and what it leaves out. Of very many titles, a part is looked at. */
function sayLastKnown(
  { lastKnownFrom, totalCount, approximate }: Search,
  { wasIn }: Choice,
  now: number,
): readonly string[] {
  if (!wasIn) return [];
  const said =
    lastKnownFrom === null
      ? 'Only titles that had a copy on the shelf when last known.'
      : `Only titles that had a copy on the shelf when last known; the oldest of ${approximate ? 'those answers that were looked at' : 'these answers'} came ${sayWhen(lastKnownFrom, now)}.`;
  const checked = totalCount > 0 ? ' Each title shown is checked again now.' : '';
  return [`${said} What has come back since, and what libraries do not tell, is left out.${checked}`];
}

function quoteAll(words: readonly string[]): string {
  return words.map((word) => `“${word}”`).join(', ');
}

/** `Find: heart (results 11 to 20)`, of any page but the first. */
function titled(title: string, { nodes }: Search, { after, from }: Choice, shown: number): string {
  if (after === null || nodes.length === 0) return title;
  return from === 0 ? `${title} (more results)` : `${title} (results ${String(from + 1)} to ${String(shown)})`;
}

function partOf({ nodes, pageInfo }: Search, { after, from }: Choice, shown: number): string | null {
  if (nodes.length === 0 || (after === null && !pageInfo.hasNextPage)) return null;
  // The address of a page may have been shortened: then where it begins is not known.
  const where =
    after !== null && from === 0
      ? ''
      : `Results ${(from + 1).toLocaleString('en-GB')} to ${shown.toLocaleString('en-GB')}. `;
  return `${where}${pageInfo.hasNextPage ? '' : 'These are the last.'}`.trim() || null;
}

function toSort(key: Choice['sort'], text: string, choice: Choice) {
  return { text, href: begin(choice, { sort: key }), current: key === choice.sort };
}
