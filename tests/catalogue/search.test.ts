import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, harvested, pageOf } from '#tests/union-index/index-world.ts';
import { field008, marcOf } from '#tests/union-index/marc-lines.ts';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { createScope } from '#union-index/read/index-scope.ts';
import { countFound } from '#union-index/read/search-counts.ts';
import { NOW, openCatalogue, region } from './catalogue-world.ts';
import type { CatalogueWorld } from './catalogue-world.ts';

const store = withTestDatabase();
let catalogue: CatalogueWorld;

function book(title: string, year: number, ...more: readonly string[]): ReturnType<typeof marcOf> {
  return marcOf(field008({ dates: `s${year}` }), `245 10 $a ${title}`, ...more);
}

beforeAll(async () => {
  catalogue = openCatalogue(store.db);
  const north = [
    harvested('1', book('Die Ärztin', 2001, '041 1_ $a ger'), { owners: ['NQ'] }),
    harvested('2', book('The asthma handbook', 2010, '650 _2 $a Asthma'), { owners: ['NQ', 'NW'] }),
    harvested('3', book('Breathing', 2015, '020 __ $a 9780198526636', '650 _2 $a Asthma'), { owners: ['NW'] }),
    harvested('4', book('Nursing', 1999, '490 0_ $a Asthma series'), { owners: ['NQ'] }),
    harvested('5', marcOf('LDR 00000nas a2200000 i 4500', '022 __ $a 0140-6736', '245 14 $a The Lancet.'), {
      owners: ['NQ'],
    }),
    harvested('6', marcOf('245 10 $a Undated asthma notes'), { owners: ['NQ'] }),
  ];
  const many = Array.from({ length: 40 }, (_, index) =>
    // Years and titles repeat, so that only the edition's number parts many of them.
    harvested(`m${index}`, book(`Common title ${index % 5}`, 2000 + (index % 4)), {
      owners: index % 3 === 0 ? ['S'] : [],
    }),
  );
  await applyPage(store.db, 'north', pageOf(north));
  await applyPage(store.db, 'south', pageOf(many));
});

interface Found {
  readonly titles: readonly string[];
  readonly totalCount: number;
}

async function find(query: string, filter: object = {}, sort: object | null = null): Promise<Found> {
  const { data, errors } = await catalogue.ask(
    `query ($query: String!, $filter: SearchFilter, $sort: SearchSort) {
      search(query: $query, filter: $filter, sort: $sort) { totalCount edges { node { title } } } }`,
    { query, filter, sort },
  );
  expect(errors).toEqual([]);
  const search = data?.['search'] as { totalCount: number; edges: { node: { title: string } }[] };
  return { titles: search.edges.map(({ node }) => node.title), totalCount: search.totalCount };
}

describe('search', () => {
  it('finds by title before subject before the rest', async () => {
    const { titles, totalCount } = await find('asthma');

    expect(totalCount).toBe(4);
    expect(titles.toSorted()).toEqual(['Breathing', 'Nursing', 'The asthma handbook', 'Undated asthma notes']);
    expect(new Set(titles.slice(0, 2))).toEqual(new Set(['The asthma handbook', 'Undated asthma notes']));
    expect(titles.slice(2)).toEqual(['Breathing', 'Nursing']);
  });

  it('does not mind accents and endings, and understands phrases, or and minus', async () => {
    expect((await find('arztin')).titles).toEqual(['Die Ärztin']);
    expect((await find('handbooks')).titles).toEqual(['The asthma handbook']);
    expect((await find('"asthma handbook"')).titles).toEqual(['The asthma handbook']);
    expect((await find('"notes asthma"')).titles).toEqual([]);
    expect((await find('asthma -handbook -notes -series')).titles).toEqual(['Breathing']);
    expect((await find('lancet or breathing', {}, { by: 'TITLE' })).titles).toEqual(['Breathing', 'The Lancet']);
  });

  it.each(['9780198526636', '978-0-19-852663-6', '0 19 852663 6', '0198526636', '"0-19-852663-6"'])(
    'finds a title by its ISBN, typed as %s',
    async (isbn) => {
      expect((await find(isbn)).titles).toEqual(['Breathing']);
    },
  );

  it('takes any text for what it is', async () => {
    for (const query of ['"', '-', 'or', '\\', "'); DROP TABLE record; --", '((', ':*', '!!!']) {
      expect((await find(query)).titles, query).toEqual([]);
    }
  });

  it.each([
    [{ libraries: ['wing'] }, ['Breathing', 'The asthma handbook']],
    [{ libraries: ['nobody'] }, []],
    [{ libraries: [] }, []],
    [{ networks: ['vale'] }, ['Breathing', 'The asthma handbook']],
    [{ sites: ['main'] }, ['Nursing', 'The asthma handbook', 'Undated asthma notes']],
    [{ sites: ['town'] }, []],
    [{ subjects: ['Asthma'] }, ['Breathing', 'The asthma handbook']],
    [{ publishedFrom: 2010 }, ['Breathing', 'The asthma handbook']],
    [{ publishedFrom: 1999, publishedTo: 2010 }, ['Nursing', 'The asthma handbook']],
    [{ formats: ['JOURNAL'] }, []],
    [{ online: true }, []],
    [{ online: false, libraries: ['qe', 'wing'], publishedTo: 2014 }, ['Nursing', 'The asthma handbook']],
  ])('is limited by %j', async (filter, titles) => {
    expect(await find('asthma', filter, { by: 'TITLE' })).toEqual({
      titles: expect.arrayContaining(titles) as string[],
      totalCount: titles.length,
    });
  });

  it('finds everything of a language or a format without words', async () => {
    expect((await find('', { languages: ['GER'] })).titles).toEqual(['Die Ärztin']);
    expect((await find(' ', { formats: ['JOURNAL', 'EJOURNAL'] })).titles).toEqual(['The Lancet']);
  });

  it('sorts by year with the undated last, by title without its article, and puts the libraries wished for first', async () => {
    expect((await find('asthma', {}, { by: 'NEWEST' })).titles).toEqual([
      'Breathing',
      'The asthma handbook',
      'Nursing',
      'Undated asthma notes',
    ]);
    expect((await find('asthma', {}, { by: 'TITLE' })).titles).toEqual([
      'The asthma handbook',
      'Breathing',
      'Nursing',
      'Undated asthma notes',
    ]);
    expect((await find('asthma', {}, { by: 'TITLE', libraries: ['wing'] })).titles.slice(0, 2)).toEqual([
      'The asthma handbook',
      'Breathing',
    ]);
    expect((await find('asthma', {}, { by: 'NEWEST', libraries: ['qe'] })).titles).toEqual([
      'The asthma handbook',
      'Nursing',
      'Undated asthma notes',
      'Breathing',
    ]);
  });

  it('counts what it found by library and format, an edition once for each library', async () => {
    const { data } = await catalogue.ask(`{ search(query: "asthma or lancet", first: 0) {
      totalCount approximate edges { cursor } pageInfo { endCursor hasNextPage } facets { field values { value label count } } } }`);

    expect(data).toEqual({
      search: {
        totalCount: 5,
        approximate: false,
        edges: [],
        pageInfo: { endCursor: null, hasNextPage: false },
        facets: [
          {
            field: 'LIBRARY',
            values: [
              { value: 'qe', label: 'Queen Edith Library', count: 4 },
              { value: 'wing', label: 'Wing Library', count: 2 },
            ],
          },
          {
            field: 'FORMAT',
            values: [
              { value: 'BOOK', label: 'Book', count: 4 },
              { value: 'JOURNAL', label: 'Journal', count: 1 },
            ],
          },
        ],
      },
    });
  });

  it.each([
    ['common', null],
    ['common', { by: 'RELEVANCE', libraries: ['south-lib'] }],
    ['common', { by: 'NEWEST' }],
    ['common', { by: 'NEWEST', libraries: ['south-lib'] }],
    ['common', { by: 'TITLE' }],
    ['', null],
    ['', { by: 'TITLE', libraries: ['south-lib', 'qe'] }],
  ])('walks "%s" by %j page by page: everything once, in the order of one long page', async (words, sort) => {
    const query = `query ($words: String!, $sort: SearchSort, $first: Int, $after: String) {
      search(query: $words, sort: $sort, first: $first, after: $after) {
        totalCount edges { node { id } } pageInfo { hasNextPage endCursor } } }`;
    interface Answer {
      readonly totalCount: number;
      readonly edges: readonly { readonly node: { readonly id: string } }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    }
    async function page(first: number, after: string | null): Promise<Answer> {
      const { data, errors } = await catalogue.ask(query, { words, sort, first, after });
      expect(errors).toEqual([]);
      return data?.['search'] as Answer;
    }

    const whole = await page(200, null);
    const walked: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { edges, pageInfo } = await page(7, after);
      walked.push(...edges.map(({ node }) => node.id));
      after = pageInfo.endCursor;
      more = pageInfo.hasNextPage;
    }

    expect(walked).toEqual(whole.edges.map(({ node }) => node.id));
    expect(new Set(walked).size).toBe(whole.totalCount);
    expect(whole.totalCount).toBe(words === '' ? 46 : 40);
  });

  it('refuses a cursor of another search, garbage for a cursor, and pages that are too long', async () => {
    const { data } = await catalogue.ask('{ search(query: "common", first: 2) { pageInfo { endCursor } } }');
    const { endCursor } = (data?.['search'] as { pageInfo: { endCursor: string } }).pageInfo;

    for (const [query, message] of [
      [`{ search(query: "asthma", after: "${endCursor}") { totalCount } }`, /another search/],
      [`{ search(query: "common", sort: { by: TITLE }, after: "${endCursor}") { totalCount } }`, /another search/],
      [`{ search(query: "common", filter: { online: true }, after: "${endCursor}") { totalCount } }`, /another search/],
      ['{ search(query: "common", after: "garbage") { totalCount } }', /no cursor/],
      ['{ search(query: "common", first: 201) { totalCount } }', /first: 0 to 200/],
      ['{ search(query: "common", first: -1) { totalCount } }', /first: 0 to 200/],
      ['{ search(query: "nul \\u0000") { totalCount } }', /NUL/],
      ['{ search(query: "common", filter: { subjects: ["\\u0000"] }) { totalCount } }', /NUL/],
      [`{ search(query: "${'x'.repeat(1001)}") { totalCount } }`, /at most 1000/],
    ] as const) {
      const { errors } = await catalogue.ask(query);

      expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringMatching(message) as string }]);
    }
  });

  it('estimates from a sample what is too much to count, and says so', async () => {
    const scope = createScope(store.db, region, () => NOW);
    const everything = sql`true`;

    expect(await countFound(scope, everything, 46)).toMatchObject({ totalCount: 46, approximate: false });
    const estimated = await countFound(scope, everything, 45);
    expect(estimated.approximate).toBe(true);
    expect(estimated.totalCount).toBeGreaterThanOrEqual(46);
  });
});
