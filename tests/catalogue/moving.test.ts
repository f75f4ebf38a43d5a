/** What a moving library has at a system that it tries out, or has left: nothing that a reader is offered names or counts it. */
import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, editionOf, harvested, keepAllTerms, pageOf } from '#tests/union-index/index-world.ts';
import { field008, marcOf } from '#tests/union-index/marc-lines.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { openCatalogue, region, regionMoving, type CatalogueWorld } from './catalogue-world.ts';

const store = withTestDatabase();

const book = (localId: string, owners: readonly string[], title: string, year: number, ...more: readonly string[]) =>
  harvested(localId, marcOf(field008({ dates: `s${year}` }), '100 1_ $a Zander, Zoe', `245 10 $a ${title}`, ...more), {
    owners,
  });

beforeAll(async () => {
  const records = [
    book('1', ['NQ', 'NW'], 'Zoology of mice', 2001, '060 00 $a WZ 1', '650 _2 $a Mice'),
    book('2', ['NW'], 'Zoology of mice', 2012, '060 00 $a WZ 1', '650 _2 $a Mice'),
    book('3', ['NW'], 'Zoolagy at home', 2013, '060 00 $a WZ 2', '650 _2 $a Zebra Medicine', '020 __ $a 9780198526636'),
    book('4', [], 'Zinc trials', 2014, '060 00 $a WZ 3', '650 _2 $a Zinc'),
  ];
  await applyPage(store.db, 'north', pageOf(records));
  await keepAllTerms(store.db);
});

const ASKED = `{
  suggest(text: "zo") { text count }
  hidden: suggest(text: "zebra") { text }
  headings: browse(list: SUBJECT) { entries { term count } }
  names: browse(list: AUTHOR) { entries { term count } }
  marks: browse(list: CLASSMARK, scheme: NLM) { entries { term count } }
  listSizes { list usual most }
  record(id: "north:record:1") { edition { work { editions { publishedYear } latestHeld { publishedYear } } } }
  search(query: "zoolagy") { totalCount searchedInstead didYouMean }
}`;

interface Counted {
  readonly term?: string;
  readonly text?: string;
  readonly count: number;
}

interface Offered {
  readonly suggest: readonly Counted[];
  readonly hidden: readonly object[];
  readonly headings: { readonly entries: readonly Counted[] };
  readonly names: { readonly entries: readonly Counted[] };
  readonly marks: { readonly entries: readonly Counted[] };
  readonly listSizes: readonly { readonly list: string; readonly most: number }[];
  readonly record: { readonly edition: { readonly work: object } };
  readonly search: object;
}

const linesOf = (entries: readonly Counted[]) =>
  entries.map(({ term, text = term, count }) => `${text ?? ''} (${count})`);

async function offered(world: CatalogueWorld) {
  const { data, errors } = await world.ask(ASKED);
  expect(errors).toEqual([]);
  const { suggest, hidden, headings, names, marks, listSizes, record, search } = data as unknown as Offered;
  return {
    suggested: linesOf(suggest),
    hidden,
    headings: linesOf(headings.entries),
    names: linesOf(names.entries),
    marks: linesOf(marks.entries),
    holdings: listSizes.find(({ list }) => list === 'Edition.holdings')?.most,
    work: record.edition.work,
    search,
  };
}

const SHOWN = {
  suggested: ['Zoology of mice (1)'],
  hidden: [],
  headings: ['Mice (1)', 'Zinc (1)'],
  names: ['Zander, Zoe (2)'],
  marks: ['WZ 1 (1)', 'WZ 3 (1)'],
  holdings: 1,
  work: { editions: [{ publishedYear: 2001 }], latestHeld: { publishedYear: 2001 } },
  search: { totalCount: 1, searchedInstead: 'zoology', didYouMean: null },
};

describe.each(['TEST_LOADED', 'MOVED'] as const)('what a library has at a system where it is %s', (phase) => {
  it('is neither suggested nor listed nor counted', async () => {
    expect(await offered(openCatalogue(store.db, regionMoving('wing', phase)))).toEqual(SHOWN);
  });

  it('nor while the keeper counts everything, or before it has read what changed', async () => {
    await store.db.updateTable('term_state').set({ swept_to: 0 }).execute();
    expect(await offered(openCatalogue(store.db, regionMoving('wing', phase)))).toEqual(SHOWN);
    await store.db.updateTable('term_state').set({ swept_to: null }).execute();

    const late = book('5', ['NW'], 'Zoology of mice', 2015, '060 00 $a WZ 1', '650 _2 $a Mice');
    await applyPage(store.db, 'north', pageOf([late]));
    expect(await offered(openCatalogue(store.db, regionMoving('wing', phase)))).toEqual(SHOWN);
    await applyPage(store.db, 'north', pageOf([{ localId: '5', deleted: true, changedAt: null }]));
    await keepAllTerms(store.db);
  });
});

const BY_IDENTIFIER = `{ editions(by: [{ isbn: "9780198526636" }, { barcode: "B30" }, { record: "north:record:3" }]) {
  editions { title } } }`;

describe('by its identifiers a title', () => {
  const titles = async (world: CatalogueWorld): Promise<readonly (readonly string[])[]> => {
    const { data, errors } = await world.ask(BY_IDENTIFIER);
    expect(errors).toEqual([]);
    const found = data?.['editions'] as readonly { readonly editions: readonly { readonly title: string }[] }[];
    return found.map(({ editions }) => editions.map(({ title }) => title));
  };
  const FOUND = ['Zoolagy at home'];

  it('is found where nobody moves', async () => {
    expect(await titles(openCatalogue(store.db))).toEqual([FOUND, FOUND, FOUND]);
  });

  it.each(['TEST_LOADED', 'MOVED'] as const)(
    'is not found where its only holder is %s, as search does not find it; who has the id of its record finds it',
    async (phase) => {
      expect(await titles(openCatalogue(store.db, regionMoving('wing', phase)))).toEqual([[], [], FOUND]);
    },
  );

  it('is not found where its system has left the region file, nor by an id', async () => {
    const systems = region.systems.filter(({ id }) => id !== 'north');
    const world = openCatalogue(store.db, { ...region, systems });

    expect(await titles(world)).toEqual([[], [], []]);
    const id = `mids:edition:${await editionOf(store.db, 'north', '3')}`;
    const { data, errors } = await world.ask('query ($id: ID!) { edition(id: $id) { title } }', { id });
    expect([data, errors]).toEqual([{ edition: null }, []]);
  });
});

it('is all of it where nobody moves', async () => {
  expect(await offered(openCatalogue(store.db))).toEqual({
    suggested: ['Zoology of mice (2)', 'Zoolagy at home (1)'],
    hidden: [{ text: 'Zebra Medicine' }],
    headings: ['Mice (2)', 'Zebra Medicine (1)', 'Zinc (1)'],
    names: ['Zander, Zoe (4)'],
    marks: ['WZ 1 (2)', 'WZ 2 (1)', 'WZ 3 (1)'],
    holdings: 2,
    work: { editions: [{ publishedYear: 2012 }, { publishedYear: 2001 }], latestHeld: { publishedYear: 2012 } },
    search: { totalCount: 1, searchedInstead: null, didYouMean: null },
  });
});
