import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, harvested, pageOf } from '#tests/union-index/index-world.ts';
import { field008, marcOf } from '#tests/union-index/marc-lines.ts';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { createIndexScope } from '#union-index/index.ts';
import { createSearchCounts } from '#search/find/search-counts.ts';
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
    harvested(
      '7',
      marcOf(
        'LDR 00000nas a2200000 i 4500',
        '022 __ $a 0022-006X $l 1939-2117 $y 0002-9513',
        '245 10 $a Journal of consulting psychology',
      ),
      { owners: ['NQ'] },
    ),
    harvested('8', book('Paediatric nursing', 1980), { owners: ['NQ'] }),
    harvested('9', book('Hemorrhage and tumors', 1981), { owners: ['NQ'] }),
    harvested('10', book('Surgery', 1982, '250 __ $a Sixth edition'), { owners: ['NQ'] }),
    harvested('11', book('Surgery, vol. 2', 1983), { owners: ['NQ'] }),
    harvested('12', book('Secretword of a reader', 1984), { owners: ['NQ'], visibility: 'SUPPRESSED' }),
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
  readonly wordsLeftOut: readonly string[];
}

async function find(query: string, filter: object = {}, sort: object | null = null): Promise<Found> {
  const { data, errors } = await catalogue.ask(
    `query ($query: String!, $filter: SearchFilter, $sort: SearchSort) {
      search(query: $query, filter: $filter, sort: $sort) { totalCount wordsLeftOut edges { node { title } } } }`,
    { query, filter, sort },
  );
  expect(errors).toEqual([]);
  const search = data?.['search'] as Omit<Found, 'titles'> & { edges: { node: { title: string } }[] };
  return {
    titles: search.edges.map(({ node }) => node.title),
    totalCount: search.totalCount,
    wordsLeftOut: search.wordsLeftOut,
  };
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

  it.each([
    '0140-6736',
    '01406736',
    '0140 6736',
    'ISSN 0140-6736',
    '0140\u20136736',
    '"0140-6736"',
    'lancet 0140-6736',
  ])('finds a journal by its ISSN, typed as %s', async (issn) => {
    expect((await find(issn)).titles).toEqual(['The Lancet']);
  });

  it.each([
    ['ends with X', '0022-006X'],
    ['ends with X, without its hyphen', '0022006x'],
    ['ends with a small X', '0022-006x'],
    ['links all its forms', '1939-2117'],
    ['is another form’s or was wrong', '00029513'],
  ])('finds a journal by an ISSN that %s', async (_, issn) => {
    expect((await find(issn)).titles).toEqual(['Journal of consulting psychology']);
  });

  it.each([
    ['pediatric nursing', 'Paediatric nursing'],
    ['paediatric', 'Paediatric nursing'],
    ['"pediatric nursing"', 'Paediatric nursing'],
    ['haemorrhage', 'Hemorrhage and tumors'],
    ['haemorrhage tumour', 'Hemorrhage and tumors'],
    ['hemorrhages tumor', 'Hemorrhage and tumors'],
    ['surgery 6th edition', 'Surgery'],
    ['surgery sixth ed.', 'Surgery'],
    ['"surgery volume 2"', 'Surgery, vol. 2'],
    ['surgery vol 2', 'Surgery, vol. 2'],
    ['surgery vol.2', 'Surgery, vol. 2'],
    ['hemorrhage & tumors', 'Hemorrhage and tumors'],
  ])('finds %s in another spelling', async (query, title) => {
    expect((await find(query)).titles).toEqual([title]);
  });

  it('leaves nothing out where all words together find something', async () => {
    expect(await find('asthma handbook')).toMatchObject({ titles: ['The asthma handbook'], wordsLeftOut: [] });
    expect(await find('nothing')).toMatchObject({ titles: [], wordsLeftOut: [] });
  });

  it.each([
    ['asthma zebra handbook', {}, ['The asthma handbook'], ['zebra']],
    ['zebra asthma giraffe handbook', {}, ['The asthma handbook'], ['zebra', 'giraffe']],
    // Each is found, and not together: the last is left out where that is enough.
    ['asthma handbook lancet', {}, ['The asthma handbook'], ['lancet']],
    ['lancet asthma handbook', {}, ['The asthma handbook'], ['lancet']],
    ['lancet surgery breathing nursing', {}, ['The Lancet'], ['surgery', 'breathing', 'nursing']],
    ['asthma lancet -handbook', { publishedTo: 2014 }, ['Nursing'], ['lancet']],
    ['zebra "asthma handbook"', {}, ['The asthma handbook'], ['zebra']],
    ['asthma "handbook asthma"', { publishedFrom: 2011 }, ['Breathing'], ['"handbook asthma"']],
    ['9780198526636 zebra', {}, ['Breathing'], ['zebra']],
  ])('tries fewer words where %s finds nothing, and says which it left out', async (query, filter, titles, left) => {
    expect(await find(query, filter)).toEqual({ titles, totalCount: titles.length, wordsLeftOut: left });
  });

  it.each([
    ['zebra giraffe', {}],
    ['zebra or asthma giraffe', { publishedFrom: 2100 }],
    ['asthma handbook', { publishedFrom: 2100 }],
    ['asthma -asthma', {}],
    // What is left would say nothing of what was asked for.
    ['zebra 6th edition', {}],
    ['zebra vol 2', {}],
    ['zebra 2012', {}],
    // Capitals are somebody's first letters, and no beginning of `hemorrhage`.
    ['HEMOR', {}],
  ])('leaves nothing out where that does not help: %s', async (query, filter) => {
    expect(await find(query, filter)).toEqual({ titles: [], totalCount: 0, wordsLeftOut: [] });
  });

  it('finds by fewer words only what the public may see', async () => {
    for (const query of ['secretword', 'secretword asthma handbook', 'asthma secretword']) {
      const { titles, wordsLeftOut } = await find(query);

      expect(titles).not.toContain('Secretword of a reader');
      expect(wordsLeftOut).toEqual(query === 'secretword' ? [] : ['secretword']);
    }
    expect(await find('secretword giraffe')).toEqual({ titles: [], totalCount: 0, wordsLeftOut: [] });
  });

  it('walks on with the words that it began with, and counts by them', async () => {
    const query = `query ($first: Int, $after: String) { search(query: "common zebra", first: $first, after: $after) {
      totalCount wordsLeftOut edges { node { id } } facets { values { count } } pageInfo { hasNextPage endCursor } } }`;
    const whole = await catalogue.ask(query, { first: 200 });
    const counts = await catalogue.ask(query, { first: 0 });
    const first = await catalogue.ask(query, { first: 15 });
    const { endCursor } = (first.data?.['search'] as { pageInfo: { endCursor: string } }).pageInfo;
    const second = await catalogue.ask(query, { first: 200, after: endCursor });

    const ids = ({ data }: typeof whole): readonly string[] =>
      (data?.['search'] as { edges: { node: { id: string } }[] }).edges.map(({ node }) => node.id);
    expect(whole.data).toMatchObject({ search: { totalCount: 40, wordsLeftOut: ['zebra'] } });
    expect(counts.data).toMatchObject({ search: { totalCount: 40, wordsLeftOut: ['zebra'], edges: [] } });
    expect(second.data).toMatchObject({ search: { totalCount: 40, wordsLeftOut: ['zebra'] } });
    expect([...ids(first), ...ids(second)]).toEqual(ids(whole));
  });

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
      wordsLeftOut: [],
    });
  });

  it('finds everything of a language or a format without words', async () => {
    expect((await find('', { languages: ['GER'] })).titles).toEqual(['Die Ärztin']);
    expect((await find(' ', { formats: ['JOURNAL', 'EJOURNAL'] })).titles).toEqual([
      'Journal of consulting psychology',
      'The Lancet',
    ]);
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
    expect((await find('asthma', {}, { by: 'TITLE', networks: ['vale'] })).titles.slice(0, 2)).toEqual([
      'The asthma handbook',
      'Breathing',
    ]);
    expect(
      (await find('asthma', {}, { by: 'NEWEST', sites: ['main', 'nowhere'], libraries: ['nobody'] })).titles,
    ).toEqual(['The asthma handbook', 'Nursing', 'Undated asthma notes', 'Breathing']);
    expect((await find('asthma', {}, { libraries: ['wing'] })).titles.slice(0, 2)).toEqual([
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
    ['common', { by: 'NEWEST', networks: ['hill'], sites: ['town'] }],
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
    expect(whole.totalCount).toBe(words === '' ? 51 : 40);
  });

  it('refuses a cursor of another search, garbage for a cursor, and pages that are too long', async () => {
    const { data } = await catalogue.ask('{ search(query: "common", first: 2) { pageInfo { endCursor } } }');
    const { endCursor } = (data?.['search'] as { pageInfo: { endCursor: string } }).pageInfo;

    for (const [query, message] of [
      [`{ search(query: "asthma", after: "${endCursor}") { totalCount } }`, /another search/],
      [`{ search(query: "common", sort: { by: TITLE }, after: "${endCursor}") { totalCount } }`, /another search/],
      [`{ search(query: "common", filter: { online: true }, after: "${endCursor}") { totalCount } }`, /another search/],
      ['{ search(query: "common", after: "garbage") { totalCount } }', /not a cursor/],
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
    const scope = createIndexScope(store.db, region, { now: () => NOW });
    const count = (exactMax: number) =>
      createSearchCounts(scope, {
        filter: {},
        conditionWith: () => sql`true`,
        expected: () => Promise.resolve(exactMax * 2),
        exactMax,
      }).totals();

    expect(await count(51)).toEqual({ totalCount: 51, approximate: false });
    const estimated = await count(50);
    expect(estimated.approximate).toBe(true);
    expect(estimated.totalCount).toBeGreaterThanOrEqual(51);
  });
});
