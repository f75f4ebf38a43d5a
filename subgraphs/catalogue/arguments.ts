/** Arguments of the graph, checked and completed. Each function throws BAD_USER_INPUT that names the argument. */
import type { WantedPart } from '#domain/lending/coverage.ts';
import { coordinatesFault, type Coordinates } from '#domain/places/coordinates.ts';
import { badUserInput } from '#platform/errors.ts';
import { FACET_FIELDS, FACET_VALUES_MAX, type FacetField, type Search } from '#search/index.ts';
import type { Page, PageOf } from '#union-index/index.ts';
import { z } from 'zod';
import type {
  EditionConnectionFacetsArgs,
  EditionLendersArgs,
  EditionNearestArgs,
  QuerySearchArgs,
} from './__generated__/types.ts';

export const KEYS_MAX = 200;
export const PAGE_MAX = 200;
const SEARCH_PAGE_DEFAULT = 20;
const RECORD_PAGE_DEFAULT = 50;
const LENDER_PAGE_DEFAULT = 20;
const CHANGE_PAGE_DEFAULT = 100;
const NEAREST_DEFAULT = 10;
const FACET_VALUES_DEFAULT = 20;
const FACETS_DEFAULT: readonly FacetField[] = ['LIBRARY', 'FORMAT'];

/** Calendars of time zones are for years of four digits. */
const MOMENTS = { from: 0, to: Date.UTC(3000, 0) } as const;
const moment = z.iso.datetime({ offset: true });

export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** One to {@link KEYS_MAX} keys. */
export function checkKeys<Key>(keys: readonly Key[]): readonly Key[] {
  if (keys.length >= 1 && keys.length <= KEYS_MAX) return keys;
  throw badUserInput(`by: 1 to ${KEYS_MAX} keys in one question; these are ${keys.length}.`);
}

export function toSearch({ query, in: fields, filter, sort }: QuerySearchArgs): Search {
  return { words: query, filter: { ...filter, fields }, sort: { ...sort, by: sort?.by ?? 'RELEVANCE' } };
}

/** A page of a search may be empty: only its counts are wanted then. */
export function toSearchPage(page: PageArguments): PageOf {
  return toPage(page, 0, SEARCH_PAGE_DEFAULT);
}

export function toRecordPage(page: PageArguments): PageOf {
  return toPage(page, 1, RECORD_PAGE_DEFAULT);
}

/** The properties to count by, each once, and how many values of each are wanted. */
export function toFacets({ fields, first }: EditionConnectionFacetsArgs): {
  readonly fields: readonly FacetField[];
  readonly first: number;
} {
  const wanted = fields ?? FACETS_DEFAULT;
  if (wanted.length > FACET_FIELDS.length) {
    const most = `${FACET_FIELDS.length} properties to count by`;
    throw badUserInput(`fields: there are ${most}, and these are ${wanted.length}; ask for each once.`);
  }
  const values = first ?? FACET_VALUES_DEFAULT;
  if (values >= 1 && values <= FACET_VALUES_MAX) return { fields: [...new Set(wanted)], first: values };
  throw badUserInput(`first: 1 to ${FACET_VALUES_MAX} values of a facet; this is ${values}.`);
}

/** How many changes are wanted. */
export function toChangePage(first: number | null | undefined): number {
  return toPage({ first }, 1, CHANGE_PAGE_DEFAULT).first;
}

/** The page of a list that is there as a whole; its cursors are the ids of libraries. */
export function toLenderPage<Entry extends { readonly library: { readonly id: string } }>(
  entries: readonly Entry[],
  page: PageArguments,
): Page<Entry> {
  const { first, after } = toPage(page, 1, LENDER_PAGE_DEFAULT);
  const before = after === null ? -1 : entries.findIndex(({ library }) => library.id === after);
  if (after !== null && before < 0) {
    throw badUserInput('after: this is no cursor of this list; ask for its first page again.');
  }
  const edges = entries.slice(before + 1, before + 1 + first).map((node) => ({ cursor: node.library.id, node }));
  return { edges, hasNextPage: before + 1 + first < entries.length };
}

/** Null where no day is named. */
export function toWantedDay({ on }: Pick<EditionLendersArgs, 'on'>): string | null {
  if (on === null || on === undefined) return null;
  if (z.iso.date().safeParse(on).success) return on;
  throw badUserInput('on: a day is written YYYY-MM-DD.');
}

/** Null where neither year nor volume is named. */
export function toWantedPart({
  year = null,
  volume = null,
}: Pick<EditionLendersArgs, 'year' | 'volume'>): WantedPart | null {
  return year === null && volume === null ? null : { year, volume };
}

export interface WantedPlaces {
  readonly to: Coordinates;
  readonly openNow: boolean;
  /** Milliseconds since the epoch. */
  readonly openAt: number | null;
  readonly first: number;
}

export function toNearest({ to, openNow, openAt, first }: EditionNearestArgs): WantedPlaces {
  const fault = coordinatesFault(to);
  if (fault !== null) throw badUserInput(`to: ${fault}.`);
  return {
    to,
    openNow: openNow ?? false,
    openAt: toMoment('openAt', openAt ?? null),
    first: toPage({ first }, 1, NEAREST_DEFAULT).first,
  };
}

function toMoment(argument: string, text: string | null): number | null {
  if (text === null) return null;
  const at = moment.safeParse(text).success ? Date.parse(text) : Number.NaN;
  if (at >= MOMENTS.from && at < MOMENTS.to) return at;
  const message = `${argument}: a moment of the years 1970 to 2999 is written 2026-01-31T09:30:00Z, or with +01:00.`;
  throw badUserInput(message);
}

function toPage({ first, after }: PageArguments, min: number, byDefault: number): PageOf {
  const size = first ?? byDefault;
  if (size >= min && size <= PAGE_MAX) return { first: size, after: after ?? null };
  throw badUserInput(`first: ${min} to ${PAGE_MAX} in one page; this is ${size}.`);
}
