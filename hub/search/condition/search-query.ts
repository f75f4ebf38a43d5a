import type { ClassScheme, Format } from '#domain/catalogue.ts';
import type { Region } from '#domain/region.ts';
import { badUserInput } from '#platform/errors.ts';
import { sql, type RawBuilder } from 'kysely';
import type { IndexScope } from '#union-index/read/index-scope.ts';
import { parseQuery, soughtWords } from '../query/parse-query.ts';
import { fieldConditions, hasFields, type SearchFields } from './search-fields.ts';
import { isAtSite, isFindable, isHeldBy } from '#union-index/read/shown-holders.ts';
import { isBrowsed } from '../terms/edition-terms.ts';
import { wasIn } from './last-known-in.ts';
import { isStorable } from '#union-index/read/storable.ts';

/** Limits of a search. An empty list lets nothing through. */
export interface SearchFilter {
  readonly libraries?: readonly string[] | null | undefined;
  readonly networks?: readonly string[] | null | undefined;
  readonly sites?: readonly string[] | null | undefined;
  readonly formats?: readonly Format[] | null | undefined;
  readonly languages?: readonly string[] | null | undefined;
  readonly subjects?: readonly string[] | null | undefined;
  readonly creators?: readonly string[] | null | undefined;
  readonly classmarks?: readonly ClassmarkRange[] | null | undefined;
  readonly publishedFrom?: number | null | undefined;
  readonly publishedTo?: number | null | undefined;
  readonly online?: boolean | null | undefined;
  /** True for editions of which a copy was in its place when last known; of `libraries`, if those are named. */
  readonly lastKnownIn?: boolean | null | undefined;
  /** Words that must be in one field each; nothing of them is left out. */
  readonly fields?: SearchFields | null | undefined;
}

/** Class marks of one scheme that begin alike. */
export interface ClassmarkRange {
  readonly scheme: ClassScheme;
  readonly prefix: string;
}

/** The words and the filter of a search. Blank `words` find everything that the filter lets through. */
export interface SearchQuery {
  readonly words: string;
  readonly filter: SearchFilter;
}

/** Characters. */
export const WORDS_MAX = 1000;
/** Different words of the query and of all fields together: each more keeps the database busy, and no title has as many. */
const DIFFERENT_WORDS_MAX = 64;
/** The same words counted in each alternative: `(a OR b) (c OR d)` is searched as four pairs of words. */
const SOUGHT_WORDS_MAX = 256;
const PREFIX_MAX = 100;

export function hasWords(query: SearchQuery): boolean {
  return query.words.trim() !== '';
}

export function isRankable(query: SearchQuery): boolean {
  return hasWords(query) || hasFields(query.filter.fields);
}

/** Throws BAD_USER_INPUT for a search that cannot be read. */
export function checkSearch({ words, filter }: SearchQuery): void {
  const typed = [['query', words] as const, ...Object.entries({ ...filter.fields })];
  for (const [place, text] of typed) {
    const { length } = text ?? '';
    if (length <= WORDS_MAX) continue;
    const named = place === 'query' ? place : `in: ${place}`;
    throw badUserInput(`${named}: at most ${WORDS_MAX} characters; these are ${length}.`);
  }
  const sought = typed.flatMap(([, text]) => soughtWords(parseQuery(text ?? '')));
  const different = new Set(sought.map((word) => word.toLowerCase())).size;
  if (different > DIFFERENT_WORDS_MAX) {
    throw badUserInput(
      `search: at most ${DIFFERENT_WORDS_MAX} different words; these are ${different}. Leave some out.`,
    );
  }
  if (sought.length > SOUGHT_WORDS_MAX) {
    throw badUserInput(
      `search: at most ${SOUGHT_WORDS_MAX} words, counted once for each way to choose from brackets; these are ${sought.length}. Use shorter phrases or fewer OR.`,
    );
  }
  const prefixes = filter.classmarks?.map(({ prefix }) => prefix) ?? [];
  const long = prefixes.find(({ length }) => length > PREFIX_MAX);
  if (long !== undefined) {
    const message = `filter: classmarks: a prefix has at most ${PREFIX_MAX} characters; this one has ${long.length}.`;
    throw badUserInput(message);
  }
  const given = [words, ...prefixes, ...Object.values<unknown>({ ...filter, ...filter.fields })];
  const texts = given.flat().filter((value) => typeof value === 'string');
  if (!texts.every(isStorable)) {
    throw badUserInput('search: a text with the character NUL cannot be searched for.');
  }
}

export function filterCondition(scope: IndexScope, filter: SearchFilter): RawBuilder<unknown> {
  const { region, libraries } = scope;
  const conditions = [
    isFindable(scope),
    where(filter.libraries, (ids) =>
      isHeldBy(
        scope,
        libraries.filter((id) => ids.includes(id)),
      ),
    ),
    where(filter.networks, (ids) => isHeldBy(scope, librariesOfNetworks(region, ids))),
    where(filter.sites, (ids) => isAtSite(scope, toSiteNames(region, ids))),
    where(filter.formats, (formats) => sql`d.format = ANY(${formats}::text[])`),
    where(filter.languages, (codes) => sql`d.languages && ${codes.map((code) => code.toLowerCase())}::text[]`),
    where(filter.subjects, (headings) => sql`d.subjects && ${headings}::text[]`),
    where(filter.creators, (names) => isBrowsed('creators', (values) => sql`${values} && ${names}::text[]`)),
    where(filter.classmarks, (ranges) => isBrowsed('classmarks', isClassed(ranges))),
    where(filter.publishedFrom, (year) => sql`d.published_year >= ${year}::int`),
    where(filter.publishedTo, (year) => sql`d.published_year <= ${year}::int`),
    where(filter.online, (online) => sql`d.online = ${online}`),
    filter.lastKnownIn === true ? wasIn(scope, filter.libraries) : null,
    ...fieldConditions(filter.fields),
  ].filter((condition) => condition !== null);
  return sql.join(conditions, sql` AND `);
}

/** The condition that one of these holds it; null if none is named. */
export function heldBy(
  scope: Pick<IndexScope, 'region' | 'hidden'>,
  holders: Pick<SearchFilter, 'libraries' | 'networks' | 'sites'>,
): RawBuilder<unknown> | null {
  const { region } = scope;
  const libraries = [...(holders.libraries ?? []), ...librariesOfNetworks(region, holders.networks ?? [])];
  const sites = toSiteNames(region, holders.sites ?? []);
  if (libraries.length === 0 && sites.length === 0) return null;
  return sql`(${isHeldBy(scope, libraries)} OR ${isAtSite(scope, sites)})`;
}

function where<Value>(
  value: Value | null | undefined,
  toCondition: (value: Value) => RawBuilder<unknown>,
): RawBuilder<unknown> | null {
  return value === null || value === undefined ? null : toCondition(value);
}

function isClassed(ranges: readonly ClassmarkRange[]) {
  const queries = ranges.map(({ scheme, prefix }) => sql`mercia_class_query(${scheme}, ${prefix})`);
  return (values: RawBuilder<unknown>): RawBuilder<unknown> =>
    ranges.length === 0 ? sql`false` : sql`mercia_class_vector(${values}) @@ (${sql.join(queries, sql` || `)})`;
}

function librariesOfNetworks(region: Region, networks: readonly string[]): readonly string[] {
  return region.libraries
    .filter(({ network }) => network !== null && networks.includes(network))
    .map((library) => library.id);
}

/** Sites as the index names them, `<library>/<site>`. */
function toSiteNames(region: Region, sites: readonly string[]): readonly string[] {
  return region.libraries.flatMap((library) =>
    library.sites.filter(({ id }) => sites.includes(id)).map(({ id }) => `${library.id}/${id}`),
  );
}
