import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, emptyIndex, harvested, pageOf } from '#tests/union-index/index-world.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { openCatalogue } from './catalogue-world.ts';
import type { CatalogueWorld } from './catalogue-world.ts';

const store = withTestDatabase();
let catalogue: CatalogueWorld;

const book = (title: string, isbn: string) => marcOf(`020 __ $a ${isbn}`, `245 10 $a ${title}`, '260 __ $c 2001');
const midwifery = book('Midwifery in practice', '9780198526636');
const asthma = book('Asthma in children', '9781554042951');

beforeEach(async () => {
  await emptyIndex(store.db);
  catalogue = openCatalogue(store.db);
  await applyPage(
    store.db,
    'north',
    pageOf([
      harvested('1', midwifery),
      harvested('2', midwifery),
      harvested('3', asthma),
      harvested('4', asthma),
      harvested('5', asthma, { visibility: 'SUPPRESSED' }),
      harvested('6', book('Burns and their care', '9780571089895')),
    ]),
  );
  await applyPage(store.db, 'south', pageOf([harvested('1', midwifery)]));
});

const FIELDS = 'edges { cursor node { edition { title } records { id } } } pageInfo { hasNextPage endCursor }';

describe('duplicates', () => {
  it('are the public records by which one system has an edition more than once, system by system', async () => {
    const { data, errors, statements } = await catalogue.ask(
      '{ region { systems { id duplicates { edges { node { edition { title } records { id } } } } } } }',
    );

    expect(errors).toEqual([]);
    // One for the duplicates of all systems, one for all their records.
    expect(statements).toBe(2);
    expect((data?.['region'] as { systems: unknown }).systems).toEqual([
      {
        id: 'north',
        duplicates: {
          edges: [
            {
              node: {
                edition: { title: 'Midwifery in practice' },
                records: [{ id: 'north:record:1' }, { id: 'north:record:2' }],
              },
            },
            {
              node: {
                edition: { title: 'Asthma in children' },
                records: [{ id: 'north:record:3' }, { id: 'north:record:4' }],
              },
            },
          ],
        },
      },
      { id: 'south', duplicates: { edges: [] } },
      { id: 'west', duplicates: { edges: [] } },
    ]);
  });

  it('come a page at a time', async () => {
    const first = await catalogue.ask(`{ system(id: "north") { duplicates(first: 1) { ${FIELDS} } } }`);
    const page = (first.data as { system: { duplicates: { pageInfo: { endCursor: string; hasNextPage: boolean } } } })
      .system.duplicates;
    expect(page.pageInfo.hasNextPage).toBe(true);

    const { data } = await catalogue.ask(
      `query ($after: String) { system(id: "north") { duplicates(first: 1, after: $after) { ${FIELDS} } } }`,
      { after: page.pageInfo.endCursor },
    );

    expect(data).toMatchObject({
      system: {
        duplicates: {
          edges: [{ node: { edition: { title: 'Asthma in children' } } }],
          pageInfo: { hasNextPage: false },
        },
      },
    });
  });

  it('refuse a cursor that is none', async () => {
    const { errors } = await catalogue.ask('{ system(id: "north") { duplicates(after: "x") { edges { cursor } } } }');

    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', path: ['system', 'duplicates'] }]);
  });
});
