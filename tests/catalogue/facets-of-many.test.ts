/** Counts of a result that is too large to be counted: most are estimates, and those of small libraries are not. */
import { withTestDatabase } from '#tests/support/database.ts';
import { createIndexScope } from '#union-index/index.ts';
import type { IndexScope } from '#union-index/index.ts';
import { expectRows } from '#search/condition/expected-rows.ts';
import { createSearchCounts } from '#search/find/search-counts.ts';
import type { FacetValue } from '#search/find/search-counts.ts';
import { findSmallLibraries } from '#search/find/small-libraries.ts';
import type { LibraryId, NetworkId } from '#domain/ids.ts';
import type { Library, Region } from '#domain/region.ts';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { region as base } from './catalogue-world.ts';

const store = withTestDatabase();
const EDITIONS = 30_000;

function library(id: string, network: string | null, sites: readonly string[] = []): Library {
  const [first] = base.libraries;
  if (first === undefined) throw new Error('the region has libraries');
  return {
    ...first,
    id: id as LibraryId,
    name: `Library ${id}`,
    network: network as NetworkId | null,
    sites: sites.map((site) => ({ id: site, name: site, organisation: null, locations: [] })),
  };
}

/** Two libraries of thousands in one network, and three of a few editions, two of which are a network. */
const region: Region = {
  ...base,
  networks: ['big', 'small'].map((id) => ({ id: id as NetworkId, name: `Network ${id}`, asks: [] })),
  libraries: [
    library('great', 'big', ['great-main']),
    library('large', 'big'),
    library('tiny', 'small', ['tiny-main', 'tiny-branch']),
    library('little', 'small'),
    library('minute', 'big'),
  ],
};
let scope: IndexScope;

beforeAll(async () => {
  scope = createIndexScope(store.db, region);
  // Otherwise there might be statistics before the first test.
  await sql`ALTER TABLE search_doc SET (autovacuum_enabled = false)`.execute(store.db);
  // Each edition has the word `common`, every third the word `third`.
  await sql`
    INSERT INTO search_doc (edition, libraries, sites, format, languages, subjects, published_year, online, sort_title, document)
    SELECT n,
      array_remove(ARRAY['great', CASE WHEN n % 2 = 0 THEN 'large' END, CASE WHEN n % 1000 = 0 THEN 'tiny' END,
        CASE WHEN n % 1500 = 0 THEN 'little' END, CASE WHEN n = 77 THEN 'minute' END], NULL),
      array_remove(ARRAY['great/great-main', CASE WHEN n % 1000 = 0 THEN 'tiny/tiny-main' END], NULL),
      CASE WHEN n % 10 = 0 THEN 'JOURNAL' ELSE 'BOOK' END, '{eng}', ARRAY['Subject ' || n % 50], 1990 + n % 30, n % 4 = 0, 'title ' || n,
      mercia_document('common title ' || CASE WHEN n % 3 = 0 THEN 'third' ELSE '' END, '', '', '')
    FROM generate_series(1, ${EDITIONS}) n`.execute(store.db);
});

function counts(wording: string, expected?: number) {
  const condition = sql`d.document @@ to_tsquery('mercia', ${wording})`;
  return createSearchCounts(scope, {
    filter: {},
    conditionWith: () => condition,
    expected: () => (expected === undefined ? expectRows(scope, condition) : Promise.resolve(expected)),
    exactMax: 5_000,
  });
}

async function count(wording: string, field: 'NETWORK' | 'LIBRARY' | 'SITE' | 'FORMAT') {
  const [facet] = await counts(wording).facets([field]);
  return new Map((facet?.values ?? []).map((value) => [value.value, value]));
}

function isAbout(value: FacetValue | undefined, wanted: number): boolean {
  return value !== undefined && !value.exact && Math.abs(value.count - wanted) < wanted / 4;
}

describe('facets of a large result', () => {
  it('are all estimates before the database has statistics', async () => {
    const values = await count('common', 'LIBRARY');

    expect(await findSmallLibraries(scope)).toEqual([]);
    expect([...values.values()].some(({ exact }) => exact)).toBe(false);
    expect(isAbout(values.get('great'), EDITIONS)).toBe(true);
  });

  it('count small libraries exactly, also those that a sample would miss', async () => {
    await sql`ANALYZE search_doc`.execute(store.db);
    const values = await count('common', 'LIBRARY');

    expect(await findSmallLibraries(scope)).toEqual(expect.arrayContaining(['tiny', 'little', 'minute']));
    expect(values.get('tiny')).toMatchObject({ count: 30, exact: true });
    expect(values.get('little')).toMatchObject({ count: 20, exact: true });
    expect(values.get('minute')).toMatchObject({ count: 1, exact: true });
    expect(isAbout(values.get('great'), EDITIONS)).toBe(true);
    expect(isAbout(values.get('large'), EDITIONS / 2)).toBe(true);
    expect([...values.keys()]).toEqual(['great', 'large', 'tiny', 'little', 'minute']);
  });

  it('count what meets the search only', async () => {
    const values = await count('third', 'LIBRARY');

    expect(values.get('tiny')).toMatchObject({ count: 10, exact: true });
    expect(values.get('little')).toMatchObject({ count: 20, exact: true });
    // Not found: 77 is no third.
    expect(values.has('minute')).toBe(false);
  });

  it('count networks and sites of small libraries exactly, an edition once', async () => {
    const networks = await count('common', 'NETWORK');
    const sites = await count('common', 'SITE');

    // Ten editions are in both libraries.
    expect(networks.get('small')).toMatchObject({ count: 40, exact: true });
    expect(isAbout(networks.get('big'), EDITIONS)).toBe(true);
    expect(sites.get('tiny-main')).toMatchObject({ count: 30, exact: true });
    expect(sites.has('tiny-branch')).toBe(false);
    expect(isAbout(sites.get('great-main'), EDITIONS)).toBe(true);
  });

  it('estimate the other fields, and the total', async () => {
    const formats = await count('common', 'FORMAT');
    const { totalCount, approximate } = await counts('common').totals();

    expect(isAbout(formats.get('BOOK'), EDITIONS * 0.9)).toBe(true);
    expect(approximate).toBe(true);
    expect(Math.abs(totalCount - EDITIONS)).toBeLessThan(EDITIONS / 4);
  });

  it('are right where the planner is wrong', async () => {
    expect(await counts('zebra', 1_000_000).totals()).toEqual({ totalCount: 0, approximate: false });
    const { totalCount, approximate } = await counts('common', 0).totals();
    expect(approximate).toBe(true);
    expect(Math.abs(totalCount - EDITIONS)).toBeLessThan(EDITIONS / 4);
  });

  it('look at no more editions than they may, the smallest library first', async () => {
    expect(await findSmallLibraries(scope, 100)).toEqual(expect.arrayContaining(['minute', 'little']));
    expect(await findSmallLibraries(scope, 100)).not.toContain('large');
    expect(await findSmallLibraries(scope, 0)).toEqual([]);
  });

  it('are estimates where libraries have grown beyond what the statistics say', async () => {
    await sql`UPDATE search_doc SET libraries = array_append(libraries, 'minute') WHERE edition <= 12000 AND edition <> 77`.execute(
      store.db,
    );
    const values = await count('common', 'LIBRARY');

    expect([...values.values()].some(({ exact }) => exact)).toBe(false);
    expect(values.get('great')?.exact).toBe(false);
  });
});
