/** Arguments of the graph, checked and completed. Each function throws BAD_USER_INPUT that names the argument. */
import { MerciaError } from '#platform/errors.ts';
import type { PageOf, Search } from '#union-index/index.ts';
import type { QuerySearchArgs } from './__generated__/resolvers.ts';

export const KEYS_MAX = 200;
export const PAGE_MAX = 200;
const SEARCH_PAGE_DEFAULT = 20;
const RECORD_PAGE_DEFAULT = 50;

interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** One to {@link KEYS_MAX} keys. */
export function checkKeys<Key>(keys: readonly Key[]): readonly Key[] {
  if (keys.length >= 1 && keys.length <= KEYS_MAX) return keys;
  throw new MerciaError('BAD_USER_INPUT', `by: 1 to ${KEYS_MAX} keys in one question; these are ${keys.length}.`);
}

export function toSearch({ query, filter, sort }: QuerySearchArgs): Search {
  return { words: query, filter: filter ?? {}, sort: sort ?? { by: 'RELEVANCE' } };
}

/** A page of a search may be empty: only its counts are wanted then. */
export function toSearchPage(page: PageArguments): PageOf {
  return toPage(page, 0, SEARCH_PAGE_DEFAULT);
}

export function toRecordPage(page: PageArguments): PageOf {
  return toPage(page, 1, RECORD_PAGE_DEFAULT);
}

function toPage({ first, after }: PageArguments, min: number, byDefault: number): PageOf {
  const size = first ?? byDefault;
  if (size >= min && size <= PAGE_MAX) return { first: size, after: after ?? null };
  throw new MerciaError('BAD_USER_INPUT', `first: ${min} to ${PAGE_MAX} in one page; this is ${size}.`);
}
