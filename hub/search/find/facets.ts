/** The properties by which results are counted: what is read of a row, what each value is called. */
import type { Format } from '#domain/catalogue.ts';
import type { Region } from '#domain/region.ts';
import { sql, type RawBuilder } from 'kysely';
import type { SearchFilter } from '../condition/search-query.ts';
import { CREATORS_STILL } from '../terms/edition-terms.ts';
import { iso6392 } from 'iso-639-2';

/** A value as the search filter takes it, and in words. */
export interface FacetName {
  readonly value: string;
  readonly label: string;
}

/** Null for a value that is not to be shown: of a library that the region file no longer names. */
export type NameOf = (value: string) => FacetName | null;

interface FacetDefinition {
  /** Column of `search_doc` that is read for it; `holders` are the libraries of which the other filters are met. */
  readonly column:
    | 'libraries'
    | 'holders'
    | 'sites'
    | 'format'
    | 'languages'
    | 'published_year'
    | 'subjects'
    | 'online'
    | 'edition';
  /** The filter of the field itself, under which it is not counted. */
  readonly filter: readonly (keyof SearchFilter)[];
  /** Counts the values of `found`: rows with `value` and `count`. */
  counts(region: Region, found: RawBuilder<unknown>): RawBuilder<unknown>;
  names(region: Region): NameOf;
}

const FORMAT_LABELS: Readonly<Record<Format, string>> = {
  BOOK: 'Book',
  EBOOK: 'E-book',
  JOURNAL: 'Journal',
  EJOURNAL: 'E-journal',
  AUDIO: 'Audio',
  VIDEO: 'Video',
  REPORT: 'Report',
  THESIS: 'Thesis',
  KIT: 'Kit',
  OBJECT: 'Object',
  OTHER: 'Other',
  UNKNOWN: 'Not stated',
};

/** The facets: a new one is an entry here, and a value of `FacetField` in the SDL. */
export const FACETS = {
  NETWORK: {
    column: 'libraries',
    filter: ['networks'],
    // Rows that the same libraries hold are counted together first: there are few such groups, and many rows.
    counts: (region, found) => sql`
      SELECT n.network AS value, sum(h.rows) AS count
      FROM (SELECT libraries, count(*) AS rows FROM ${found} GROUP BY libraries) AS h
        JOIN unnest(${networksOf(region).map(({ id }) => id)}::text[],
          ${networksOf(region).map(({ libraries }) => libraries.join(' '))}::text[]) AS n(network, libraries)
          ON h.libraries && string_to_array(n.libraries, ' ')
      GROUP BY n.network`,
    names: ({ networks }) => namesBy(networks.map(({ id, name }) => ({ key: id, value: id, label: name }))),
  },
  LIBRARY: {
    column: 'holders',
    filter: ['libraries'],
    counts: (_region, found) => countsInList('holders', found),
    names: ({ libraries }) => namesBy(libraries.map(({ id, name }) => ({ key: id, value: id, label: name }))),
  },
  SITE: {
    column: 'sites',
    filter: ['sites'],
    counts: (_region, found) => countsInList('sites', found),
    names: (region) => namesBy(sitesOf(region)),
  },
  FORMAT: {
    column: 'format',
    filter: ['formats'],
    counts: (_region, found) => countsOf(sql`format`, found),
    names: () => namesBy(Object.entries(FORMAT_LABELS).map(([key, label]) => ({ key, value: key, label }))),
  },
  LANGUAGE: {
    column: 'languages',
    filter: ['languages'],
    counts: (_region, found) => countsInList('languages', found),
    names: () => (code) => ({ value: code, label: LANGUAGE_NAMES.get(code) ?? code }),
  },
  YEAR: {
    column: 'published_year',
    filter: ['publishedFrom', 'publishedTo'],
    counts: (_region, found) => countsOf(sql`published_year`, found),
    names: () => asTheyAre,
  },
  SUBJECT: {
    column: 'subjects',
    filter: ['subjects'],
    counts: (_region, found) => countsInList('subjects', found),
    names: () => asTheyAre,
  },
  CREATOR: {
    column: 'edition',
    filter: ['creators'],
    // As the filter looks for them.
    counts: (_region, found) =>
      countsInList(
        'creators',
        sql`(SELECT ${CREATORS_STILL} AS creators FROM ${found}
        JOIN browse_doc b ON b.edition = counted_rows.edition JOIN edition o ON o.id = b.edition) AS named`,
      ),
    names: () => asTheyAre,
  },
  ONLINE: {
    column: 'online',
    filter: ['online'],
    counts: (_region, found) => countsOf(sql`online`, found),
    names: () => (value) => ({ value, label: value === 'true' ? 'Online' : 'Not online' }),
  },
} as const satisfies Readonly<Record<string, FacetDefinition>>;

export type FacetField = keyof typeof FACETS;

export const FACET_FIELDS = Object.keys(FACETS) as readonly FacetField[];

/** The networks of a region that have a library, with the ids of their libraries. */
export function networksOf({ networks, libraries }: Region): readonly {
  readonly id: string;
  readonly libraries: readonly string[];
}[] {
  return networks
    .map(({ id }) => ({ id, libraries: libraries.filter(({ network }) => network === id).map((own) => own.id) }))
    .filter((network) => network.libraries.length > 0);
}

/** The index names a site `<library>/<site>`. Sites of one name are told apart by their libraries. */
function sitesOf({ libraries }: Region): readonly KeyedName[] {
  const sites = libraries.flatMap((library) => library.sites.map((site) => ({ library, site })));
  const named = Map.groupBy(sites, ({ site }) => site.name);
  return sites.map(({ library, site }) => ({
    key: `${library.id}/${site.id}`,
    value: site.id,
    label: named.get(site.name)?.length === 1 ? site.name : `${site.name}, ${library.name}`,
  }));
}

function countsOf(value: RawBuilder<unknown>, found: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`SELECT (${value})::text AS value, count(*) AS count FROM ${found} WHERE ${value} IS NOT NULL GROUP BY ${value}`;
}

function countsInList(column: string, found: RawBuilder<unknown>): RawBuilder<unknown> {
  return countsOf(sql`value`, sql`(SELECT unnest(${sql.ref(column)}) AS value FROM ${found}) AS listed`);
}

interface KeyedName extends FacetName {
  /** The value in the index. */
  readonly key: string;
}

function namesBy(names: readonly KeyedName[]): NameOf {
  const byKey = new Map(names.map(({ key, value, label }) => [key, { value, label }]));
  return (key) => byKey.get(key) ?? null;
}

function asTheyAre(value: string): FacetName {
  return { value, label: value };
}

const LANGUAGE_NAMES: ReadonlyMap<string, string> = new Map(
  iso6392.map(({ iso6392B, name }) => [iso6392B, firstNameOf(name)]),
);

/** `Spanish; Castilian` are two names for one. */
function firstNameOf(name: string): string {
  return name.split(';')[0]?.trim() ?? name;
}
