/** What the keys of a holding say of barcodes that another copy of its system bears, too. */
import type { HarvestedDescription } from '#contract/adapter.ts';
import { sharedBarcodesIn } from '#domain/shared-barcodes.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, harvested, pageOf } from '#tests/union-index/index-world.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { expect, it } from 'vitest';
import { openCatalogue } from './catalogue-world.ts';

const store = withTestDatabase();

/** A record whose copies have these barcodes, at the library of `owner`, and keys as of a system of two parts. */
function listed(
  localId: string,
  owner: string,
  barcodes: readonly (string | null)[],
  { hidden = [], live = '~c:[]' }: { readonly hidden?: readonly number[]; readonly live?: string } = {},
): HarvestedDescription {
  const { items, holdings, ...record } = harvested(localId, marcOf(`245 10 $a Title ${localId}`), {
    owners: barcodes.map(() => owner),
  });
  return {
    ...record,
    items: items.map((item, index) => ({
      ...item,
      barcode: barcodes[index] ?? null,
      visibility: hidden.includes(index) ? 'SUPPRESSED' : 'PUBLIC',
    })),
    holdings: holdings.map((holding) => ({ ...holding, liveKeys: ['c:', live] })),
  };
}

it('names each copy that shares its barcode with another of its system, and asks nothing of other systems', async () => {
  await applyPage(
    store.db,
    'north',
    pageOf([
      listed('1', 'NQ', ['7', '8', null, '9', '9']),
      listed('2', 'NQ', ['7', null]),
      listed('3', 'NQ', ['5', '8'], { hidden: [1] }),
      listed('4', 'NQ', ['7'], { live: 'l:qe' }),
    ]),
  );
  await applyPage(store.db, 'south', pageOf([listed('1', 'S', ['5'])]));
  const catalogue = openCatalogue(store.db);
  const keysOf = async (ids: readonly string[]) => {
    const of = ids.map((id) => ({ __typename: 'Holding', id }));
    const query = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Holding { liveKeys } } }';
    const { data, statements } = await catalogue.ask(query, { of });
    const found = (data?.['_entities'] ?? []) as readonly { readonly liveKeys: readonly string[] }[];
    return { shared: found.map(({ liveKeys }) => [...sharedBarcodesIn(liveKeys)].toSorted()), statements };
  };

  const ids = ['north:holding:1@qe', 'north:holding:2@qe', 'north:holding:3@qe', 'south:holding:1@south-lib'];
  expect(await keysOf(ids)).toEqual({ shared: [['1-0', '1-1', '1-3', '1-4'], ['2-0'], [], []], statements: 2 });
  expect(await keysOf(['north:holding:4@qe'])).toEqual({ shared: [[]], statements: 1 });

  await applyPage(store.db, 'north', pageOf([listed('2', 'NQ', ['70', null]), listed('4', 'NQ', ['71'])]));
  expect((await keysOf(['north:holding:1@qe'])).shared).toEqual([['1-1', '1-3', '1-4']]);
});
