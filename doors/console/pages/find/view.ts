/** Results of a search, with what is counted beside them. */
import type { FacetField, FindQuery } from '../../__generated__/operations.ts';
import { FORMAT_WORDS } from '../../words/copies.ts';
import { sayGaps } from '../../words/gaps.ts';
import { plural } from '../../words/moments.ts';
import { address, begin, SORTS, type Choice } from './choice.ts';
import { titleHref } from '../hrefs.ts';

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
