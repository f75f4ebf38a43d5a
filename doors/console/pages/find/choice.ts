/** What is chosen on the page of results, and the address that shows it. */
import type { SearchFilter, SearchSortKey } from '../../__generated__/operations.ts';
import { FORMAT_WORDS } from '../../words/copies.ts';
import { given } from '../page.ts';

/** A range of years, both included. */
export interface Years {
  readonly from: number;
  readonly to: number;
}

export interface Choice {
  readonly words: string;
  readonly library: string | null;
  readonly format: string | null;
  readonly language: string | null;
  readonly years: Years | null;
  readonly subject: string | null;
  readonly author: string | null;
  /** Only titles of which a copy was in when last known. */
  readonly wasIn: boolean;
  readonly sort: SearchSortKey;
  readonly after: string | null;
  /** How many results come before this page. */
  readonly from: number;
}

/** In the order in which they are offered. */
export const SORTS: readonly (readonly [key: SearchSortKey, label: string])[] = [
  ['RELEVANCE', 'Best match'],
  ['NEWEST', 'Newest first'],
  ['TITLE', 'Title, A to Z'],
];

/** `words`: as much of what was typed as is searched for. What cannot be read of the address is left out. */
export function choiceOf(query: URLSearchParams, words: string): Choice {
  const sort = given(query, 'sort');
  const after = given(query, 'after');
  const from = Number(given(query, 'from') ?? 0);
  return {
    words,
    library: given(query, 'library'),
    format: formatIn(query),
    language: given(query, 'language'),
    years: yearsIn(given(query, 'year')),
    subject: given(query, 'subject'),
    author: given(query, 'author'),
    wasIn: query.get('in') === 'now',
    sort: SORTS.find(([key]) => key === sort)?.[0] ?? 'RELEVANCE',
    after,
    from: after !== null && Number.isSafeInteger(from) && from > 0 ? from : 0,
  };
}

function formatIn(query: URLSearchParams): string | null {
  const value = given(query, 'format');
  return value !== null && Object.hasOwn(FORMAT_WORDS, value) ? value : null;
}

/** `2010` or `2010-2019`. */
function yearsIn(text: string | null): Years | null {
  const [, first, last] = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(text ?? '') ?? [];
  return first === undefined ? null : { from: Number(first), to: Number(last ?? first) };
}

/** `2010`, or with the sign between them `2010-2019`. */
export function writeYears({ from, to }: Years, between = '-'): string {
  return from === to ? String(from) : `${String(from)}${between}${String(to)}`;
}

export function toFilter({ library, format, language, years, subject, author, wasIn }: Choice): SearchFilter {
  return {
    ...(library === null ? {} : { libraries: [library] }),
    ...(format === null ? {} : { formats: [format as keyof typeof FORMAT_WORDS] }),
    ...(language === null ? {} : { languages: [language] }),
    ...(years === null ? {} : { publishedFrom: years.from, publishedTo: years.to }),
    ...(subject === null ? {} : { subjects: [subject] }),
    ...(author === null ? {} : { creators: [author] }),
    ...(wasIn ? { lastKnownIn: true } : {}),
  };
}

/** Whether anything but words is asked for. */
export function isFiltered(choice: Choice): boolean {
  return Object.keys(toFilter(choice)).length > 0;
}

/** The first page of another choice. */
export function begin(choice: Choice, change: Partial<Choice>): string {
  return address({ ...choice, after: null, from: 0, ...change });
}

/** The same words, with nothing chosen but their order. */
export function withoutFilter(choice: Choice): string {
  const nothing = { library: null, format: null, language: null, years: null, subject: null, author: null };
  return begin(choice, { ...nothing, wasIn: false });
}

/** What a search for other words keeps, as fields of its form. */
export function keptFields(choice: Choice): readonly { readonly name: string; readonly value: string }[] {
  const [, query] = begin(choice, {}).split('?');
  return [...new URLSearchParams(query)].flatMap(([name, value]) => (name === 'q' ? [] : [{ name, value }]));
}

export function address({ words, years, sort, after, from, ...choice }: Choice): string {
  const query = new URLSearchParams({ q: words });
  const { library, format, language, subject, author } = choice;
  const year = years === null ? null : writeYears(years);
  for (const [name, value] of Object.entries({ library, format, language, year, subject, author })) {
    if (value !== null) query.set(name, value);
  }
  if (choice.wasIn) query.set('in', 'now');
  if (sort !== 'RELEVANCE') query.set('sort', sort);
  if (after !== null) query.set('after', after);
  if (after !== null && from > 0) query.set('from', String(from));
  return `/find?${query.toString()}`;
}
