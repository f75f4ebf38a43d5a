import { withTestDatabase } from '#tests/support/database.ts';
import { AT, applyPage, harvested, keepAllTerms, pageOf } from '#tests/union-index/index-world.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { openCatalogue, type CatalogueWorld } from './catalogue-world.ts';

const store = withTestDatabase();
let catalogue: CatalogueWorld;

interface Page {
  readonly entries: readonly { readonly term: string; readonly scheme: string | null; readonly count: number }[];
  readonly position: number;
  readonly before: string | null;
  readonly after: string | null;
}

async function browse(asked: object): Promise<Page> {
  const { data, errors } = await catalogue.ask(
    `query ($list: BrowseList!, $scheme: ClassScheme, $at: String = "", $before: Int, $first: Int, $cursor: String) {
      browse(list: $list, scheme: $scheme, at: $at, before: $before, first: $first, cursor: $cursor) {
        entries { term scheme count } position before after } }`,
    asked as Record<string, unknown>,
  );
  expect(errors).toEqual([]);
  return data?.['browse'] as Page;
}

function shown({ entries }: Page): readonly string[] {
  return entries.map(({ term, count }) => `${term} (${String(count)})`);
}

const NLM = ['WG 100.5', 'WG 1000', 'WG 120', 'WG120', 'WG 20', 'W 1', 'WG', 'WH 100'];

beforeAll(async () => {
  catalogue = openCatalogue(store.db);
  const classed = NLM.map((mark, at) =>
    harvested(`n${String(at)}`, marcOf(`060 00 $a ${mark}`, `245 10 $a Classed ${String(at)}`, '650 _2 $a Classes'), {
      owners: ['NQ'],
    }),
  );
  const dewey = ['616.2', '616.12', '616', '616.1'].map((mark, at) =>
    harvested(
      `d${String(at)}`,
      marcOf(
        `082 04 $a ${mark}`,
        `100 1_ $a ${['Brown, Ann', 'adams, Bea', 'Ádams, Cy', 'Clark, Di'][at] ?? ''}`,
        `245 10 $a Decimal ${String(at)}`,
      ),
      { owners: ['NQ'] },
    ),
  );
  await applyPage(store.db, 'north', pageOf([...classed, ...dewey]));
  await applyPage(
    store.db,
    'north',
    pageOf([harvested('x', marcOf('060 00 $a WG 110', '245 10 $a Hidden'), { visibility: 'SUPPRESSED' })]),
  );
  await keepAllTerms(store.db);
});

describe('browse', () => {
  it('gives class marks in the order of their scheme', async () => {
    expect(shown(await browse({ list: 'CLASSMARK', scheme: 'NLM' }))).toEqual([
      'W 1 (1)',
      'WG (1)',
      'WG 20 (1)',
      'WG 100.5 (1)',
      'WG 120 (1)',
      'WG120 (1)',
      'WG 1000 (1)',
      'WH 100 (1)',
    ]);
    expect(shown(await browse({ list: 'CLASSMARK', scheme: 'DEWEY' }))).toEqual([
      '616 (1)',
      '616.1 (1)',
      '616.12 (1)',
      '616.2 (1)',
    ]);
    expect(await browse({ list: 'CLASSMARK', scheme: 'WESSEX' })).toEqual({
      entries: [],
      position: 0,
      before: null,
      after: null,
    });
  });

  it('gives names and headings word by word, whatever their accents and capitals', async () => {
    expect(shown(await browse({ list: 'AUTHOR' }))).toEqual([
      'adams, Bea (1)',
      'Ádams, Cy (1)',
      'Brown, Ann (1)',
      'Clark, Di (1)',
    ]);
    expect(shown(await browse({ list: 'SUBJECT', at: 'class' }))).toEqual(['Classes (8)']);
  });

  it('begins a few entries before a text, wherever that stands', async () => {
    const inList = await browse({ list: 'CLASSMARK', scheme: 'NLM', at: 'wg 100.5', before: 2, first: 2 });
    expect(shown(inList)).toEqual(['WG (1)', 'WG 20 (1)', 'WG 100.5 (1)', 'WG 120 (1)']);
    expect(inList.position).toBe(2);
    expect(inList.entries[2]?.scheme).toBe('NLM');
    const between = await browse({ list: 'AUTHOR', at: 'Bond, James', before: 1, first: 1 });
    expect(shown(between)).toEqual(['Ádams, Cy (1)', 'Brown, Ann (1)']);
    expect(between.position).toBe(1);
    const behind = await browse({ list: 'AUTHOR', at: 'zz', before: 1 });
    expect((await browse({ list: 'AUTHOR', before: 0, first: 1 })).before).toBeNull();
    expect((await browse({ list: 'AUTHOR', at: 'b', before: 0, first: 1 })).before).not.toBeNull();
    expect(behind).toMatchObject({ entries: [{ term: 'Clark, Di', count: 1 }], position: 1, after: null });
  });

  it('goes on in both directions, to both ends', async () => {
    const pages: Page[] = [await browse({ list: 'CLASSMARK', scheme: 'NLM', at: 'WG 100.5', before: 1, first: 2 })];
    for (let cursor = pages[0]?.after ?? null; cursor !== null; cursor = pages.at(-1)?.after ?? null)
      pages.push(await browse({ list: 'CLASSMARK', scheme: 'NLM', first: 2, cursor }));
    for (let cursor = pages[0]?.before ?? null; cursor !== null; cursor = pages[0]?.before ?? null)
      pages.unshift(await browse({ list: 'CLASSMARK', scheme: 'NLM', first: 1, cursor }));

    expect(pages.flatMap(({ entries }) => entries.map(({ term }) => term))).toEqual([
      'W 1',
      'WG',
      'WG 20',
      'WG 100.5',
      'WG 120',
      'WG120',
      'WG 1000',
      'WH 100',
    ]);
    expect(pages.map(({ entries }) => entries.length)).toEqual([1, 1, 3, 2, 1]);
  });

  it('goes back to the page that it came from', async () => {
    const of = { list: 'CLASSMARK', scheme: 'NLM', first: 2 };
    const first = await browse(of);
    const second = await browse({ ...of, cursor: first.after });
    const third = await browse({ ...of, cursor: second.after });

    expect(shown(await browse({ ...of, cursor: third.before }))).toEqual(shown(second));
    const back = await browse({ ...of, cursor: second.before });
    expect(shown(back)).toEqual(shown(first));
    expect(shown(await browse({ ...of, cursor: back.after }))).toEqual(shown(second));
  });

  it('shows nothing that is not public any more, before the keeper has seen it', async () => {
    const page = (visibility: 'PUBLIC' | 'SUPPRESSED') =>
      pageOf([
        harvested('z', marcOf('084 __ $a WZ 1 $2 wessex', '100 1_ $a Zander, Zoe', '245 10 $a Zebras'), { visibility }),
      ]);
    await applyPage(store.db, 'north', page('PUBLIC'));
    await keepAllTerms(store.db);
    expect(shown(await browse({ list: 'AUTHOR', at: 'zander', before: 0 }))).toEqual(['Zander, Zoe (1)']);
    expect(shown(await browse({ list: 'CLASSMARK', scheme: 'WESSEX' }))).toEqual(['WZ 1 (1)']);

    await applyPage(store.db, 'north', page('SUPPRESSED'));

    expect(shown(await browse({ list: 'AUTHOR', at: 'zander', before: 0 }))).toEqual([]);
    expect(shown(await browse({ list: 'CLASSMARK', scheme: 'WESSEX' }))).toEqual([]);
  });

  it('counts an edition that was written again since the keeper read it by what it has now, while that counts everything', async () => {
    const page = (marc: string) => pageOf([harvested('w', marcOf(...marc.split('|')), { owners: ['NQ'] })]);
    const written = '084 __ $a WX 1 $2 wessex|100 1_ $a Woods, Wim|245 10 $a Woods';
    const filtered = async (filter: object): Promise<unknown> => {
      const query = 'query ($filter: SearchFilter) { search(query: "", filter: $filter, first: 0) { totalCount } }';
      return ((await catalogue.ask(query, { filter })).data?.['search'] as { totalCount: number }).totalCount;
    };
    const faceted = async (): Promise<unknown> => {
      const query = '{ search(query: "woods", first: 0) { facets(fields: [CREATOR]) { values { value count } } } }';
      return (await catalogue.ask(query, {})).data?.['search'];
    };
    const told = async () => [
      shown(await browse({ list: 'AUTHOR', at: 'woods', before: 0 })),
      shown(await browse({ list: 'CLASSMARK', scheme: 'WESSEX' })),
      await filtered({ creators: ['Woods, Wim'] }),
      await faceted(),
      await filtered({ classmarks: [{ scheme: 'WESSEX', prefix: 'WX' }] }),
    ];
    await applyPage(store.db, 'north', page(written));
    await keepAllTerms(store.db);
    await store.db.updateTable('term_state').set({ swept_to: 0 }).execute();

    const rewrite = async (marc: string): Promise<void> => {
      await applyPage(store.db, 'north', page(marc));
      const later = new Date(AT.getTime() + 1_000);
      await store.db.updateTable('edition').set({ updated_at: later }).where('title', 'like', 'Woods%').execute();
    };
    await rewrite(`${written} in winter`);
    expect(await told()).toEqual([
      ['Woods, Wim (1)'],
      ['WX 1 (1)'],
      1,
      { facets: [{ values: [{ value: 'Woods, Wim', count: 1 }] }] },
      1,
    ]);

    await rewrite('245 10 $a Woods in winter');
    expect(await told()).toEqual([[], [], 0, { facets: [{ values: [] }] }, 0]);
    await store.db.updateTable('term_state').set({ swept_to: null }).execute();
  });

  async function refused(asked: string): Promise<readonly string[]> {
    const { data, errors } = await catalogue.ask(`{ browse(${asked}) { position } }`, {});
    expect(data).toEqual({ browse: null });
    return errors.map((error) => `${String(error.code)} ${error.message}`);
  }

  it('refuses what it cannot read, and names the place', async () => {
    const { after } = await browse({ list: 'AUTHOR', first: 1 });
    expect(await refused('list: CLASSMARK')).toEqual([
      'BAD_USER_INPUT scheme: class marks have an order only within their scheme; name one.',
    ]);
    expect(await refused('list: AUTHOR, scheme: NLM')).toEqual([
      'BAD_USER_INPUT scheme: only class marks have one; leave it out for AUTHOR.',
    ]);
    expect(await refused(`list: AUTHOR, at: "${'x'.repeat(201)}"`)).toEqual([
      'BAD_USER_INPUT at: at most 200 characters; these are 201.',
    ]);
    expect(await refused('list: AUTHOR, at: "a\\u0000b"')).toHaveLength(1);
    expect(await refused('list: AUTHOR, before: 101')).toEqual(['BAD_USER_INPUT before: 0 to 100; this is 101.']);
    expect(await refused('list: AUTHOR, first: 0')).toEqual(['BAD_USER_INPUT first: 1 to 200; this is 0.']);
    for (const [list, cursor] of [
      ['SUBJECT', after],
      ['AUTHOR', 'nonsense'],
      ['AUTHOR', 'W10='],
      ['AUTHOR', ''],
    ] as const) {
      const [message] = await refused(`list: ${list}, cursor: "${cursor ?? ''}"`);
      expect(message).toContain('BAD_USER_INPUT cursor: this is no cursor of this list');
    }
  });

  it('answers any text, whatever its signs and script', async () => {
    for (const at of ['%', '_', '\\\\', '\ud800', '\u202e', 'قلب', ' ', '\u0301'.repeat(200)])
      expect((await browse({ list: 'AUTHOR', at })).position).toBeGreaterThanOrEqual(0);
  });
});
