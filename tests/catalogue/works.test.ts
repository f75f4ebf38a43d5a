import type { MarcRecord } from '#marc/marc-record.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, emptyIndex, harvested, pageOf } from '#tests/union-index/index-world.ts';
import { field008, marcOf } from '#tests/union-index/marc-lines.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { openCatalogue } from './catalogue-world.ts';
import type { CatalogueWorld } from './catalogue-world.ts';

const store = withTestDatabase();
let catalogue: CatalogueWorld;

beforeEach(async () => {
  await emptyIndex(store.db);
  catalogue = openCatalogue(store.db);
});

interface Book {
  readonly year: string;
  readonly title?: string;
  readonly author?: string;
  readonly lines?: readonly string[];
}

function book({ year, title = 'Midwifery', author = 'Jones, Alice, 1950-', lines = [] }: Book): MarcRecord {
  return marcOf(
    field008({ dates: `s${year}` }),
    ...(author === '' ? [] : [`100 1_ $a ${author}`]),
    `245 10 $a ${title} : $b as of ${year}`,
    ...lines,
  );
}

async function put(localId: string, marc: MarcRecord, owners: readonly string[] = ['NQ']): Promise<void> {
  await applyPage(store.db, 'north', pageOf([harvested(localId, marc, { owners })]));
}

interface WorkAnswer {
  readonly id: string;
  readonly title: string | null;
  readonly creators: readonly string[];
  readonly editions: readonly { readonly publishedYear: number }[];
  readonly latestHeld: { readonly publishedYear: number } | null;
}

async function workOf(localId: string): Promise<WorkAnswer | null> {
  const { data, errors } = await catalogue.ask(
    `query ($id: ID!) { record(id: $id) { edition { work {
      id title creators editions { publishedYear } latestHeld { publishedYear } } } } }`,
    { id: `north:record:${localId}` },
  );
  expect(errors).toEqual([]);
  return (data?.['record'] as { edition: { work: WorkAnswer | null } }).edition.work;
}

describe('Work', () => {
  it('brings the editions of one title by one author together, the newest first, and names the newest held', async () => {
    await put('1', book({ year: '2001' }));
    await put('2', book({ year: '2012', author: 'Jones, A.' }));
    await put('3', book({ year: '2023', lines: ['250 __ $a 5th ed.'] }), []);
    await put('4', book({ year: '2015', author: 'Smith, Bob' }));

    expect(await workOf('1')).toEqual({
      id: expect.stringMatching(/^mids:work:/) as string,
      title: 'Midwifery',
      creators: ['Jones, Alice, 1950-'],
      editions: [{ publishedYear: 2023 }, { publishedYear: 2012 }, { publishedYear: 2001 }],
      latestHeld: { publishedYear: 2012 },
    });
    expect((await workOf('4'))?.editions).toEqual([{ publishedYear: 2015 }]);
  });

  it('has no edition that is held where none is', async () => {
    await put('1', book({ year: '2001' }), []);

    expect((await workOf('1'))?.latestHeld).toBeNull();
  });

  it('keeps the parts of a set apart', async () => {
    await put('1', book({ year: '2001', lines: ['300 __ $a 400 p.'] }));
    await put('2', marcOf(field008({ dates: 's2005' }), '100 1_ $a Jones, Alice', '245 10 $a Midwifery. $n Vol. 2'));

    expect((await workOf('1'))?.editions).toEqual([{ publishedYear: 2001 }]);
  });

  it('is null where a short title without an author says too little, and for a serial', async () => {
    await put('1', book({ year: '2001', author: '' }));
    await put(
      '2',
      marcOf('LDR 00000nas a2200000 a 4500', '022 __ $a 0140-6736', '245 10 $a A journal of long standing'),
    );

    expect(await workOf('1')).toBeNull();
    expect(await workOf('2')).toBeNull();
  });

  it('is told of by its title alone where that is long', async () => {
    const title = 'Handbook of emergency obstetrics';
    await put('1', book({ year: '2001', author: '', title }));
    await put('2', book({ year: '2010', author: '', title }));

    expect((await workOf('1'))?.editions).toHaveLength(2);
  });

  it('answers references, and null for a work of which there is no edition', async () => {
    await put('1', book({ year: '2001' }));
    const id = (await workOf('1'))?.id;
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Work { title } } }';

    const { data } = await catalogue.ask(query, {
      r: [id, 'mids:work:nothing', 'elsewhere:work:x', 'no id'].map((one) => ({ __typename: 'Work', id: one })),
    });

    expect(data).toEqual({ _entities: [{ title: 'Midwifery' }, null, null, null] });
  });
});
