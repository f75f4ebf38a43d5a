/** Results counted by their properties, and the filters that the counts are for. */
import { NOTHING_KNOWN_OF_ITEM, type ItemFacts, type ItemStatus } from '#domain/facts.ts';
import type { HoldingId, ItemId, SystemId } from '#domain/ids.ts';
import { upsertKnownHoldings } from '#store/repositories/last-known/holdings.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, harvested, keepAllTerms, pageOf } from '#tests/union-index/index-world.ts';
import { field008, marcOf } from '#tests/union-index/marc-lines.ts';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { NOW, openCatalogue, region, regionMoving } from './catalogue-world.ts';
import type { CatalogueWorld } from './catalogue-world.ts';

const store = withTestDatabase();
let catalogue: CatalogueWorld;

function book(title: string, year: number, ...more: readonly string[]): ReturnType<typeof marcOf> {
  return marcOf(field008({ dates: `s${year}` }), `245 10 $a ${title}`, ...more);
}

beforeAll(async () => {
  catalogue = openCatalogue(store.db, {
    ...region,
    // Both libraries of the north are in one network here.
    libraries: region.libraries.map((library) =>
      library.id === 'wing' ? { ...library, network: 'hill' as never } : library,
    ),
  });
  await applyPage(
    store.db,
    'north',
    pageOf([
      harvested(
        '1',
        book('Asthma', 2001, '041 1_ $a eng $a wel', '650 _2 $a Asthma', '060 00 $a WF 553', '100 1_ $a Grey, Tom'),
        {
          owners: ['NQ', 'NW'],
        },
      ),
      harvested(
        '2',
        book('Asthma care', 2001, '041 1_ $a ger', '650 _2 $a Asthma', '650 _2 $a Nursing', '060 00 $a WF553.5'),
        {
          owners: ['NW'],
        },
      ),
      harvested('3', book('Asthma and nursing', 2010, '041 1_ $a sgn', '650 _2 $a Nursing', '082 04 $a 616.238'), {
        owners: ['NQ'],
      }),
      harvested('4', book('Asthma at school', 2012, '060 00 $a WF 55', '100 1_ $a Young, Anne'), { owners: ['NW'] }),
      harvested(
        'hidden',
        book(
          'Asthma of a reader',
          1950,
          '041 1_ $a fre',
          '650 _2 $a Secrets',
          '060 00 $a WF 553',
          '100 1_ $a Grey, Tom',
        ),
        {
          owners: ['NQ'],
          visibility: 'SUPPRESSED',
        },
      ),
    ]),
  );
  await applyPage(
    store.db,
    'south',
    pageOf([harvested('s', book('Asthma in the south', 2012, '082 04 $a 616.2'), { owners: ['S'] })]),
  );
  await keepAllTerms(store.db);
});

interface Value {
  readonly value: string;
  readonly label: string;
  readonly count: number;
  readonly exact: boolean;
}

const QUERY = `query ($query: String!, $filter: SearchFilter, $fields: [FacetField!], $first: Int, $edges: Int) {
  search(query: $query, filter: $filter, first: $edges) { totalCount approximate edges { node { title } }
    facets(fields: $fields, first: $first) { field values { value label count exact } } } }`;

async function ask(variables: object) {
  const answer = await catalogue.ask(QUERY, { query: 'asthma', first: 20, edges: 20, ...variables });
  const search = answer.data?.['search'] as {
    readonly totalCount: number;
    readonly edges: readonly { readonly node: { readonly title: string } }[];
    readonly facets: readonly { readonly field: string; readonly values: readonly Value[] }[];
  } | null;
  return { ...answer, search, titles: search?.edges.map(({ node }) => node.title).toSorted() ?? [] };
}

async function count(field: string, more: object = {}): Promise<readonly string[]> {
  const { errors, search } = await ask({ fields: [field], ...more });
  expect(errors).toEqual([]);
  return search?.facets[0]?.values.map(({ value, count: times }) => `${value} ${times}`) ?? [];
}

describe('facets', () => {
  it('of a field that is filtered leave the number of results alone', async () => {
    const { search } = await ask({ fields: ['FORMAT', 'LIBRARY'], filter: { libraries: ['south-lib'] } });

    expect(search?.totalCount).toBe(1);
    expect(search?.facets[1]?.values.map(({ value }) => value)).toEqual(['wing', 'qe', 'south-lib']);
  });

  it.each([
    // The first is held by two libraries of the network, and counts once.
    ['NETWORK', ['hill 4']],
    ['LIBRARY', ['wing 3', 'qe 2', 'south-lib 1']],
    ['SITE', ['main 2', 'town 1']],
    ['FORMAT', ['BOOK 5']],
    ['LANGUAGE', ['eng 5', 'ger 1', 'sgn 1', 'wel 1']],
    ['YEAR', ['2001 2', '2012 2', '2010 1']],
    ['SUBJECT', ['Asthma 2', 'Nursing 2']],
    ['CREATOR', ['Grey, Tom 1', 'Young, Anne 1']],
    ['ONLINE', ['false 5']],
  ])('count what is public by %s', async (field, values) => {
    expect(await count(field)).toEqual(values);
  });

  it('come in the order asked for, the same with and without a page', async () => {
    const fields = ['YEAR', 'NETWORK', 'SUBJECT', 'CREATOR', 'SITE', 'ONLINE', 'LANGUAGE', 'FORMAT', 'LIBRARY'];
    const page = await ask({ fields });
    const alone = await ask({ fields, edges: 0 });

    expect(page.search?.facets.map(({ field }) => field)).toEqual(fields);
    expect(alone.search?.facets).toEqual(page.search?.facets);
    // Other names of the words, how much the planner expects, and all counts; with a page, the page.
    expect([page.statements, alone.statements]).toEqual([4, 3]);
    expect(page.search?.facets.flatMap(({ values }) => values).every(({ exact }) => exact)).toBe(true);
  });

  it('are those of libraries and formats where none are named', async () => {
    const { data, statements } = await catalogue.ask(
      '{ search(query: "asthma") { facets { field values { value } } } }',
    );

    expect(data).toMatchObject({ search: { facets: [{ field: 'LIBRARY' }, { field: 'FORMAT' }] } });
    expect(statements).toBe(4);
  });

  it('name their values in words', async () => {
    const { search } = await ask({ fields: ['LANGUAGE', 'SITE', 'NETWORK', 'ONLINE'] });

    expect(search?.facets.map(({ values }) => values.map(({ label }) => label))).toEqual([
      ['English', 'German', 'Sign Languages', 'Welsh'],
      ['Main', 'Town'],
      ['Hill Network'],
      ['Not online'],
    ]);
  });

  it.each([
    ['LIBRARY', { libraries: ['qe'] }, 'wing 3'],
    ['NETWORK', { networks: ['nowhere'] }, 'hill 4'],
    ['SITE', { sites: ['town'] }, 'main 2'],
    ['FORMAT', { formats: ['VIDEO'] }, 'BOOK 5'],
    ['LANGUAGE', { languages: ['ger'] }, 'eng 5'],
    ['YEAR', { publishedFrom: 2012, publishedTo: 2013 }, '2001 2'],
    ['SUBJECT', { subjects: ['Nursing'] }, 'Asthma 2'],
    ['ONLINE', { online: true }, 'false 5'],
  ])('of %s are counted without the filter %j of their own', async (field, filter, value) => {
    expect(await count(field, { filter })).toContain(value);
  });

  it('are counted under the filters of other fields', async () => {
    const filter = { libraries: ['qe'], subjects: ['Nursing'] };

    expect(await count('LIBRARY', { filter })).toEqual(['qe 1', 'wing 1']);
    expect(await count('SUBJECT', { filter })).toEqual(['Asthma 1', 'Nursing 1']);
    expect(await count('YEAR', { filter })).toEqual(['2010 1']);
  });

  it('give values that the filter takes, and as many results as they say', async () => {
    const { search } = await ask({
      fields: ['NETWORK', 'LIBRARY', 'SITE', 'FORMAT', 'LANGUAGE', 'YEAR', 'SUBJECT', 'CREATOR', 'ONLINE'],
    });
    const toFilter: Readonly<Record<string, (value: string) => object>> = {
      NETWORK: (value) => ({ networks: [value] }),
      LIBRARY: (value) => ({ libraries: [value] }),
      SITE: (value) => ({ sites: [value] }),
      FORMAT: (value) => ({ formats: [value] }),
      LANGUAGE: (value) => ({ languages: [value] }),
      YEAR: (value) => ({ publishedFrom: Number(value), publishedTo: Number(value) }),
      SUBJECT: (value) => ({ subjects: [value] }),
      CREATOR: (value) => ({ creators: [value] }),
      ONLINE: (value) => ({ online: value === 'true' }),
    };
    const values = (search?.facets ?? []).flatMap((facet) =>
      facet.values.map((value) => ({ ...value, field: facet.field })),
    );
    for (const { field, value, count: counted } of values) {
      const found = await ask({ fields: [], filter: toFilter[field]?.(value) });

      expect([field, value, found.search?.totalCount]).toEqual([field, value, counted]);
    }
    expect(values.length).toBeGreaterThan(15);
  });

  it('are counted with the words that were left out left out', async () => {
    expect(await count('SUBJECT', { query: 'nursing zebra' })).toEqual(['Nursing 2', 'Asthma 1']);
    expect(await count('SUBJECT', { query: 'nursing zebra', edges: 0 })).toEqual(['Nursing 2', 'Asthma 1']);
  });

  it('are as many as asked for, and refuse too many', async () => {
    expect(await count('SUBJECT', { first: 1 })).toEqual(['Asthma 2']);
    expect(await count('YEAR', { first: 200 })).toHaveLength(3);
    for (const [variables, message] of [
      [{ first: 0 }, /first: 1 to 200/],
      [{ first: 10_000 }, /first: 1 to 200 values of a facet; this is 10000/],
      [{ fields: Array.from({ length: 10_000 }, () => 'YEAR') }, /there are 9 .* these are 10000/],
    ] as const) {
      const { search, errors } = await ask({ fields: ['YEAR'], ...variables });

      expect(search).toBeNull();
      expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringMatching(message) as string }]);
    }
    expect((await ask({ fields: ['YEAR', 'YEAR'] })).search?.facets).toHaveLength(1);
    expect((await ask({ fields: [] })).search?.facets).toEqual([]);
  });
});

describe('a library that tries out a new system', () => {
  const asked = async (world: CatalogueWorld, filter: object = {}) => {
    const fields = ['LIBRARY', 'NETWORK', 'SITE', 'FORMAT'];
    const { data } = await world.ask(QUERY, { query: 'asthma', first: 20, edges: 20, fields, filter });
    const { totalCount, edges, facets } = data?.['search'] as {
      readonly totalCount: number;
      readonly edges: readonly { readonly node: { readonly title: string } }[];
      readonly facets: readonly { readonly values: readonly Value[] }[];
    };
    const counted = facets.map(({ values }) => values.map(({ value, count: times }) => `${value} ${times}`));
    return { totalCount, found: edges.length, counted };
  };

  it('is in no filter, count or total with what it has there, and others with what they have', async () => {
    const wing = openCatalogue(store.db, regionMoving('wing', 'TEST_LOADED'));
    expect(await asked(wing)).toEqual({
      totalCount: 3,
      found: 3,
      counted: [['qe 2', 'south-lib 1'], ['hill 2'], ['main 2', 'town 1'], ['BOOK 3']],
    });
    expect(await asked(wing, { libraries: ['wing'] })).toMatchObject({ totalCount: 0, found: 0 });
    expect(await asked(wing, { libraries: ['wing', 'qe'] })).toMatchObject({ totalCount: 2 });
    expect(await asked(wing, { networks: ['vale'] })).toMatchObject({ totalCount: 0, found: 0 });
    // One whose site is named.
    const qe = openCatalogue(store.db, regionMoving('qe', 'TEST_LOADED'));
    expect(await asked(qe, { sites: ['main'] })).toMatchObject({ totalCount: 0, found: 0 });
    expect((await asked(qe)).counted[2]).toEqual(['town 1']);
  });
});

describe('the filter', () => {
  it.each([
    [{ creators: ['Grey, Tom'] }, ['Asthma']],
    [{ creators: ['Grey, Tom', 'Young, Anne'] }, ['Asthma', 'Asthma at school']],
    [{ creators: ['Grey'] }, []],
    [{ creators: [] }, []],
    [{ classmarks: [{ scheme: 'NLM', prefix: 'WF 553' }] }, ['Asthma', 'Asthma care']],
    [{ classmarks: [{ scheme: 'NLM', prefix: ' wf553 ' }] }, ['Asthma', 'Asthma care']],
    [{ classmarks: [{ scheme: 'NLM', prefix: 'WF 55' }] }, ['Asthma at school']],
    [{ classmarks: [{ scheme: 'NLM', prefix: 'W' }] }, ['Asthma', 'Asthma at school', 'Asthma care']],
    [{ classmarks: [{ scheme: 'NLM', prefix: '' }] }, ['Asthma', 'Asthma at school', 'Asthma care']],
    [{ classmarks: [{ scheme: 'DEWEY', prefix: '616.2' }] }, ['Asthma and nursing', 'Asthma in the south']],
    [{ classmarks: [{ scheme: 'DEWEY', prefix: '616.23' }] }, ['Asthma and nursing']],
    [{ classmarks: [{ scheme: 'LCC', prefix: 'WF 553' }] }, []],
    [{ classmarks: [] }, []],
    [
      {
        classmarks: [
          { scheme: 'NLM', prefix: 'WF 55' },
          { scheme: 'DEWEY', prefix: '616.238' },
        ],
      },
      ['Asthma and nursing', 'Asthma at school'],
    ],
    [{ classmarks: [{ scheme: 'NLM', prefix: "'\\':* | 'W" }] }, []],
    [{ creators: ['Grey, Tom'], classmarks: [{ scheme: 'DEWEY', prefix: '616' }] }, []],
  ])('lets through %j', async (filter, titles) => {
    const { errors, search, ...found } = await ask({ filter });

    expect(errors).toEqual([]);
    expect(found.titles).toEqual(titles);
    expect(search?.totalCount).toBe(titles.length);
  });

  it('does not go by what an edition said before it changed', async () => {
    const before = { creators: ['Before, Beth'] };
    const after = { creators: ['After, Ann'] };
    const write = (name: string, visibility: 'PUBLIC' | 'SUPPRESSED' = 'PUBLIC') =>
      applyPage(
        store.db,
        'north',
        pageOf([harvested('5', book('Asthma now', 2015, `100 1_ $a ${name}`), { owners: ['NQ'], visibility })]),
      );
    await write('Before, Beth');
    await keepAllTerms(store.db);
    expect((await ask({ filter: before })).titles).toEqual(['Asthma now']);

    await write('After, Ann');
    // These tests write everything at one moment.
    await sql`UPDATE edition SET updated_at = updated_at + interval '1 minute' WHERE title = 'Asthma now'`.execute(
      store.db,
    );
    expect((await ask({ filter: before })).titles).toEqual([]);
    await keepAllTerms(store.db);
    expect((await ask({ filter: after })).titles).toEqual(['Asthma now']);
    expect((await ask({ filter: before })).titles).toEqual([]);

    await write('After, Ann', 'SUPPRESSED');
    expect((await ask({ filter: after })).titles).toEqual([]);
  });

  it('refuses a prefix that is too long or cannot be stored', async () => {
    for (const prefix of ['x'.repeat(101), 'W\u0000']) {
      const { errors } = await ask({ filter: { classmarks: [{ scheme: 'NLM', prefix }] } });

      expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT' }]);
    }
    expect((await ask({ filter: { classmarks: [{ scheme: 'NLM', prefix: '\ufb03'.repeat(100) }] } })).errors).toEqual(
      [],
    );
  });
});

describe('the filter by copies that were in when last known', () => {
  const copy = (status: ItemStatus, more: Partial<ItemFacts> = {}): ItemFacts => ({
    ...NOTHING_KNOWN_OF_ITEM,
    id: 'north:item:1' as ItemId,
    status,
    use: 'LOAN',
    ...more,
  });
  const known = async (title: string, asOf: string, ...items: readonly ItemFacts[]): Promise<void> => {
    const { data } = await catalogue.ask('query ($q: String!) { search(query: $q) { nodes { holdings { id } } } }', {
      q: `"${title}"`,
    });
    const [node] = (
      data?.['search'] as { readonly nodes: readonly { readonly holdings: readonly { readonly id: HoldingId }[] }[] }
    ).nodes;
    const facts = { asOf, items, holdQueue: null, limitation: null };
    await upsertKnownHoldings(store.db, new Map([[node?.holdings[0]?.id ?? ('' as HoldingId), facts]]));
  };
  const AGE = `query ($filter: SearchFilter) { search(query: "asthma", filter: $filter, first: 0) { totalCount lastKnownFrom } }`;
  const age = async (filter: object) => (await catalogue.ask(AGE, { filter })).data?.['search'];

  it('lets through what certainly was, and says how old that is', async () => {
    await known('Asthma care', '2025-02-01T08:00:00.000Z', copy('ON_LOAN'), copy('AVAILABLE', { use: 'REFERENCE' }));
    await known('Asthma and nursing', '2025-02-02T08:00:00.000Z', copy('AVAILABLE'));
    await known(
      'Asthma at school',
      '2025-02-01T07:00:00.000Z',
      copy('AVAILABLE', { limitations: ['TRANSIT_NOT_TOLD'] }),
    );
    await known('Asthma in the south', '2025-02-01T07:00:00.000Z', copy('ON_LOAN'), copy('UNKNOWN'));

    expect((await ask({ filter: { lastKnownIn: true } })).titles).toEqual(['Asthma and nursing', 'Asthma care']);
    expect(await age({ lastKnownIn: true })).toEqual({ totalCount: 2, lastKnownFrom: '2025-02-01T08:00:00.000Z' });
    expect(await age({})).toMatchObject({ lastKnownFrom: null });
    // An answer since then counts, and of a library that is named only its own copies do.
    await known('Asthma care', '2025-02-03T08:00:00.000Z', copy('ON_LOAN'));
    expect((await ask({ filter: { lastKnownIn: true } })).titles).toEqual(['Asthma and nursing']);
    expect(await age({ lastKnownIn: true, libraries: ['wing'] })).toEqual({ totalCount: 0, lastKnownFrom: null });
    // A part of the version before writes what a system told, and does not say whether a copy was in its place.
    await sql`UPDATE last_known SET as_of = '2025-02-04T08:00:00Z' WHERE as_of = '2025-02-02T08:00:00Z'`.execute(
      store.db,
    );
    expect(await age({ lastKnownIn: true })).toEqual({ totalCount: 0, lastKnownFrom: null });
    await known('Asthma and nursing', '2025-02-05T08:00:00.000Z', copy('AVAILABLE'));
    expect(await age({ lastKnownIn: true })).toEqual({ totalCount: 1, lastKnownFrom: '2025-02-05T08:00:00.000Z' });
  });

  it('counts of each library what choosing it finds', async () => {
    // Two libraries hold it, and one had it in.
    await known('grey', '2025-02-02T08:00:00.000Z', copy('AVAILABLE'));
    const counted = await count('LIBRARY', { filter: { lastKnownIn: true } });

    expect(counted).toEqual(['qe 2']);
    expect((await ask({ filter: { lastKnownIn: true, libraries: ['qe'] } })).search?.totalCount).toBe(2);
    expect((await ask({ filter: { lastKnownIn: true, libraries: ['wing'] } })).search?.totalCount).toBe(0);
  });

  it('leaves out who does not lend from the system, what is read online, and what is too old or dated ahead', async () => {
    const filter = { lastKnownIn: true };
    const memberships = [{ system: 'north' as SystemId, phase: 'FROZEN' as const, since: '2025-02-01' }];
    const libraries = region.libraries.map((library) => (library.id === 'qe' ? { ...library, memberships } : library));
    const moving = await openCatalogue(store.db, { ...region, libraries }).ask(AGE, { filter });
    expect(moving.data?.['search']).toEqual({ totalCount: 0, lastKnownFrom: null });

    await sql`UPDATE holding SET basis = 'LINK' WHERE id IN (SELECT holding FROM last_known WHERE as_of = '2025-02-02T08:00Z')
      AND record = (SELECT m.record FROM member m JOIN edition e ON e.id = m.edition WHERE e.title = 'Asthma')`.execute(
      store.db,
    );
    expect((await ask({ filter })).titles).toEqual(['Asthma and nursing']);
    // A clock was ahead: no page shows that as last known.
    const dated = async (at: string): Promise<void> => {
      await sql`UPDATE last_known SET as_of = ${at}, in_place_as_of = ${at} WHERE in_place_as_of = as_of`.execute(
        store.db,
      );
    };
    await dated(new Date(NOW + 3_600_000).toISOString());
    expect(await age(filter)).toEqual({ totalCount: 0, lastKnownFrom: null });
    await dated('2024-11-30T13:00Z');
    expect(await age(filter)).toEqual({ totalCount: 0, lastKnownFrom: null });
  });
});
