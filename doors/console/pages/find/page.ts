import {
  FindDocument,
  type FacetField,
  type FindQuery,
  type SearchFilter,
  type SearchSortKey,
} from '../../__generated__/operations.ts';
import { FORMAT_WORDS } from '../../words/copies.ts';
import { given, type Page } from '../page.ts';
import { sayGaps } from '../../words/gaps.ts';
import { plural } from '../../words/moments.ts';
import { titleHref } from '../hrefs.ts';

/** The longest text that is searched for, in characters. */
const MOST_WORDS = 300;

/** `/find?q=`: results, facets, another spelling, which systems are incomplete. */
export const findPage: Page = {
  path: '/find',
  async show({ graph, query }) {
    const typed = (query.get('q') ?? '').trim();
    const choice = choiceOf(query, typed.slice(0, MOST_WORDS));
    const { data, errors } = await graph.ask(FindDocument, {
      query: choice.words,
      filter: toFilter(choice),
      sort: { by: choice.sort },
      after: choice.after,
    });
    const refused = errors.some(({ code, path }) => path[0] === 'search' && code === 'BAD_USER_INPUT');
    const model = findView(data, choice, { refused, cut: typed.length > MOST_WORDS });
    const status = data.search !== null ? 200 : refused ? 400 : 503;
    return { template: 'pages/find/page.njk', model, status };
  },
};

function choiceOf(query: URLSearchParams, words: string): Choice {
  const sort = given(query, 'sort');
  const after = given(query, 'after');
  const from = Number(given(query, 'from') ?? 0);
  return {
    words,
    library: given(query, 'library'),
    format: formatIn(query),
    language: given(query, 'language'),
    sort: sort !== null && isSort(sort) ? sort : 'RELEVANCE',
    after,
    from: after !== null && Number.isSafeInteger(from) && from > 0 ? from : 0,
  };
}

function formatIn(query: URLSearchParams): Choice['format'] {
  const value = given(query, 'format');
  return value !== null && Object.hasOwn(FORMAT_WORDS, value) ? value : null;
}

function toFilter({ library, format, language }: Choice): SearchFilter {
  return {
    ...(library === null ? {} : { libraries: [library] }),
    ...(format === null ? {} : { formats: [format as keyof typeof FORMAT_WORDS] }),
    ...(language === null ? {} : { languages: [language] }),
  };
}

const FACETS: Readonly<
  Partial<Record<FacetField, { readonly name: string; readonly key: 'library' | 'format' | 'language' }>>
> = {
  LIBRARY: { name: 'Library', key: 'library' },
  FORMAT: { name: 'Kind', key: 'format' },
  LANGUAGE: { name: 'Language', key: 'language' },
};

type Search = NonNullable<FindQuery['search']>;

/** `refused`: the graph could not read what the address asks for. `cut`: more words were given than are searched for. */
export function findView(
  { region, search }: FindQuery,
  choice: Choice,
  { refused, cut }: { readonly refused: boolean; readonly cut: boolean },
) {
  const nothing = search?.totalCount === 0;
  const base = {
    title: choice.words === '' ? 'Find' : `Find: ${choice.words}`,
    current: '/find',
    words: choice.words,
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
        ? 'This page of results is not there any more.'
        : 'The search cannot be answered now. Try again in a few minutes. This says nothing of whether a library has it.',
      notes: cutNote,
      didYouMean: null,
      results: [],
      facets: [],
      chosen: chosenOf([], choice),
      sorts: [],
      part: null,
      first: refused ? begin(choice, {}) : null,
      next: null,
    };
  }
  const { didYouMean, pageInfo, nodes } = search;
  const shown = choice.from + nodes.length;
  return {
    ...base,
    summary: summaryOf(search, choice),
    notes: [...cutNote, ...notesOf(search)],
    didYouMean: didYouMean === null ? null : { text: didYouMean, href: begin(choice, { words: didYouMean }) },
    results: nodes.map(toResult),
    facets: nothing ? [] : search.facets.flatMap((facet) => toFacet(facet, choice)),
    chosen: chosenOf(search.facets, choice),
    sorts: nodes.length < 2 ? [] : SORTS.map(([key, text]) => toSort(key, text, choice)),
    part: partOf(search, choice, shown),
    first: choice.after === null ? null : begin(choice, {}),
    next: pageInfo.hasNextPage ? address({ ...choice, after: pageInfo.endCursor, from: shown }) : null,
  };
}

function summaryOf({ totalCount, approximate }: Search, { words }: Choice): string {
  if (totalCount > 0) return `${approximate ? 'About ' : ''}${plural(totalCount, 'title')} found.`;
  if (words !== '' && !/[\p{L}\p{N}]/u.test(words)) return 'Nothing found. Type words, a name or a number.';
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

function quoteAll(words: readonly string[]): string {
  return words.map((word) => `“${word}”`).join(', ');
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

function toResult(edition: Search['nodes'][number]) {
  const { id, title, creators, publishedYear, editionStatement, publisher, format, holdings } = edition;
  const libraries = new Set(holdings.map(({ library }) => library.id)).size;
  const facts = [creators.slice(0, 3).join('; '), editionStatement, publisher, publishedYear, FORMAT_WORDS[format]];
  return {
    href: titleHref(id),
    title,
    facts: facts.filter((fact) => fact !== null && fact !== '').join(' · '),
    holders: plural(libraries, 'library', 'libraries'),
  };
}

function toFacet({ field, values }: Search['facets'][number], choice: Choice) {
  const known = FACETS[field];
  if (known === undefined || values.length === 0 || choice[known.key] !== null) return [];
  return [
    {
      name: known.name,
      values: values.map(({ value, label, count, exact }) => ({
        text: labelOf(field, value, label),
        count: `${exact ? '' : 'about '}${count.toLocaleString('en-GB')}`,
        href: begin(choice, { [known.key]: value }),
      })),
    },
  ];
}

/** Every filter that is on can be taken off, also if nothing is found with it. */
function chosenOf(facets: Search['facets'], choice: Choice) {
  return Object.entries(FACETS).flatMap(([field, { name, key }]) => {
    const chosen = choice[key];
    if (chosen === null) return [];
    const values = facets.find((facet) => facet.field === field)?.values ?? [];
    const label = values.find(({ value }) => value === chosen)?.label ?? chosen;
    return [{ text: `${name}: ${labelOf(field, chosen, label)}`, href: begin(choice, { [key]: null }) }];
  });
}

function labelOf(field: string, value: string, label: string): string {
  return field === 'FORMAT' ? ((FORMAT_WORDS as Readonly<Record<string, string>>)[value] ?? label) : label;
}

export interface Choice {
  readonly words: string;
  readonly library: string | null;
  readonly format: string | null;
  readonly language: string | null;
  readonly sort: SearchSortKey;
  readonly after: string | null;
  /** How many results come before this page. */
  readonly from: number;
}

/** In the order in which they are offered. */
const SORTS: readonly (readonly [key: SearchSortKey, label: string])[] = [
  ['RELEVANCE', 'Best match'],
  ['NEWEST', 'Newest first'],
  ['TITLE', 'Title, A to Z'],
];

function isSort(text: string): text is SearchSortKey {
  return SORTS.some(([key]) => key === text);
}

/** The first page of another choice. */
function begin(choice: Choice, change: Partial<Choice>): string {
  return address({ ...choice, after: null, from: 0, ...change });
}

/** The address that shows a choice. */
function address({ words, library, format, language, sort, after, from }: Choice): string {
  const query = new URLSearchParams({ q: words });
  if (library !== null) query.set('library', library);
  if (format !== null) query.set('format', format);
  if (language !== null) query.set('language', language);
  if (sort !== 'RELEVANCE') query.set('sort', sort);
  if (after !== null) query.set('after', after);
  if (after !== null && from > 0) query.set('from', String(from));
  return `/find?${query.toString()}`;
}
