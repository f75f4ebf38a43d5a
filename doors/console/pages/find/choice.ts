/** What a reader chose on the page of results, as it stands in its address. */
import type { SearchSortKey } from '../../__generated__/operations.ts';

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
export const SORTS: readonly (readonly [key: SearchSortKey, label: string])[] = [
  ['RELEVANCE', 'Best match'],
  ['NEWEST', 'Newest first'],
  ['TITLE', 'Title, A to Z'],
];

export function isSort(text: string): text is SearchSortKey {
  return SORTS.some(([key]) => key === text);
}

/** The first page of another choice. */
export function begin(choice: Choice, change: Partial<Choice>): string {
  return address({ ...choice, after: null, from: 0, ...change });
}

/** The address that shows a choice. */
export function address({ words, library, format, language, sort, after, from }: Choice): string {
  const query = new URLSearchParams({ q: words });
  if (library !== null) query.set('library', library);
  if (format !== null) query.set('format', format);
  if (language !== null) query.set('language', language);
  if (sort !== 'RELEVANCE') query.set('sort', sort);
  if (after !== null) query.set('after', after);
  if (after !== null && from > 0) query.set('from', String(from));
  return `/find?${query.toString()}`;
}
