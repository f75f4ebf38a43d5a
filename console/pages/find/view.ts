/** Results of a search, with what is counted beside them. */
import type { FacetField, FindQuery } from '../../__generated__/operations.ts';
import { FORMAT_WORDS } from '../../words/copies.ts';
import { describeHarvest } from '../../words/harvest.ts';
import { plural } from '../../words/moments.ts';
import type { PageModel } from '../page.ts';

/** What a reader chose, as it stands in the address. */
export interface Choice {
  readonly words: string;
  readonly library: string | null;
  readonly format: string | null;
  readonly language: string | null;
  readonly after: string | null;
}

export interface FindModel extends PageModel {
  readonly words: string;
  /** Null if nothing was searched yet. */
  readonly summary: string | null;
  readonly notes: readonly string[];
  /** Another spelling, to be followed. */
  readonly didYouMean: { readonly words: string; readonly href: string } | null;
  readonly results: readonly ResultModel[];
  readonly facets: readonly FacetModel[];
  readonly chosen: readonly { readonly label: string; readonly href: string }[];
  readonly next: string | null;
  /** Systems that may hold more of it. */
  readonly incomplete: string | null;
}

export interface ResultModel {
  readonly href: string;
  readonly title: string;
  readonly facts: string;
  readonly holders: string;
}

export interface FacetModel {
  readonly name: string;
  readonly values: readonly { readonly label: string; readonly count: string; readonly href: string }[];
}

const FACETS: Readonly<
  Partial<Record<FacetField, { readonly name: string; readonly key: 'library' | 'format' | 'language' }>>
> = {
  LIBRARY: { name: 'Library', key: 'library' },
  FORMAT: { name: 'Kind', key: 'format' },
  LANGUAGE: { name: 'Language', key: 'language' },
};

type Search = NonNullable<FindQuery['search']>;

export function findView(data: FindQuery, choice: Choice): FindModel {
  const { region, search } = data;
  const base = {
    title: choice.words === '' ? 'Find' : `Find: ${choice.words}`,
    region: region?.name ?? 'Libraries of the region',
    current: '/find',
    words: choice.words,
  };
  const incomplete = sayIncomplete(region?.systems ?? []);
  if (search === null) {
    const summary = 'The search cannot be answered now. Try again in a few minutes.';
    return {
      ...base,
      summary,
      notes: [],
      didYouMean: null,
      results: [],
      facets: [],
      chosen: [],
      next: null,
      incomplete,
    };
  }
  const { didYouMean, pageInfo } = search;
  return {
    ...base,
    summary: summaryOf(search),
    notes: notesOf(search),
    didYouMean:
      didYouMean === null ? null : { words: didYouMean, href: address({ ...choice, words: didYouMean, after: null }) },
    results: search.nodes.map(toResult),
    facets: search.facets.flatMap((facet) => toFacet(facet, choice)),
    chosen: chosenOf(search, choice),
    next: pageInfo.hasNextPage ? address({ ...choice, after: pageInfo.endCursor }) : null,
    incomplete,
  };
}

/** The address that shows a choice. */
export function address({ words, library, format, language, after }: Choice): string {
  const query = new URLSearchParams({ q: words });
  if (library !== null) query.set('library', library);
  if (format !== null) query.set('format', format);
  if (language !== null) query.set('language', language);
  if (after !== null) query.set('after', after);
  return `/find?${query.toString()}`;
}

function summaryOf({ totalCount, approximate }: Search): string {
  if (totalCount === 0) return 'Nothing found.';
  return `${approximate ? 'About ' : ''}${plural(totalCount, 'title')} found.`;
}

function notesOf({ searchedInstead, wordsLeftOut }: Search): readonly string[] {
  return [
    ...(searchedInstead === null ? [] : [`The words as typed find nothing: shown is what “${searchedInstead}” finds.`]),
    ...(wordsLeftOut.length === 0
      ? []
      : [`Nothing has all the words: left out ${wordsLeftOut.map((word) => `“${word}”`).join(', ')}.`]),
  ];
}

function toResult(edition: Search['nodes'][number]): ResultModel {
  const { id, title, creators, publishedYear, editionStatement, publisher, format, holdings } = edition;
  const libraries = new Set(holdings.map(({ library }) => library.id)).size;
  const facts = [creators.slice(0, 3).join('; '), editionStatement, publisher, publishedYear, FORMAT_WORDS[format]];
  return {
    href: `/titles/${encodeURIComponent(id)}`,
    title,
    facts: facts.filter((fact) => fact !== null && fact !== '').join(' · '),
    holders: plural(libraries, 'library', 'libraries'),
  };
}

function toFacet(facet: Search['facets'][number], choice: Choice): readonly FacetModel[] {
  const known = FACETS[facet.field];
  if (known === undefined || facet.values.length === 0 || choice[known.key] !== null) return [];
  const values = facet.values.map(({ value, label, count, exact }) => ({
    label: labelOf(facet.field, value, label),
    count: `${exact ? '' : 'about '}${count.toLocaleString('en-GB')}`,
    href: address({ ...choice, [known.key]: value, after: null }),
  }));
  return [{ name: known.name, values }];
}

function chosenOf({ facets }: Search, choice: Choice): FindModel['chosen'] {
  return facets.flatMap(({ field, values }) => {
    const known = FACETS[field];
    const chosen = known === undefined ? null : choice[known.key];
    if (known === undefined || chosen === null) return [];
    const label = values.find(({ value }) => value === chosen)?.label ?? chosen;
    return [
      {
        label: `${known.name}: ${labelOf(field, chosen, label)}`,
        href: address({ ...choice, [known.key]: null, after: null }),
      },
    ];
  });
}

function labelOf(field: FacetField, value: string, label: string): string {
  return field === 'FORMAT' ? ((FORMAT_WORDS as Readonly<Record<string, string>>)[value] ?? label) : label;
}

function sayIncomplete(systems: NonNullable<FindQuery['region']>['systems']): string | null {
  const missing = systems.filter(({ harvest }) => {
    if (harvest === null) return false;
    const rest = { lagSeconds: 0, records: 0, rejects: 0, running: false };
    return describeHarvest({ ...harvest, ...rest }).standing === 'TROUBLE';
  });
  if (missing.length === 0) return null;
  const names = missing.map(({ name }) => name).join(', ');
  return `${plural(missing.length, 'system is', 'systems are')} incomplete (${names}): their libraries may hold more than is shown.`;
}
