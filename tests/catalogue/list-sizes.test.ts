/** What the catalogue tells whoever estimates queries: how long the lists of this region are. */
import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, harvested, pageOf } from '#tests/union-index/index-world.ts';
import { field008, marcOf } from '#tests/union-index/marc-lines.ts';
import { expect, it } from 'vitest';
import { openCatalogue } from './catalogue-world.ts';

const store = withTestDatabase();
const QUERY = '{ listSizes { list usual most } }';

async function sizes(): Promise<ReadonlyMap<string, object>> {
  const { data, errors } = await openCatalogue(store.db).ask(QUERY);
  expect(errors).toEqual([]);
  const rows = data?.['listSizes'] as readonly { readonly list: string }[];
  return new Map(rows.map(({ list, ...size }) => [list, size]));
}

it('are those of the region file, and those of the index as soon as it holds anything', async () => {
  const before = await sizes();
  expect(before.get('Region.libraries')).toEqual({ usual: 4, most: 4 });
  expect(before.get('LibrarySystem.libraries')).toEqual({ usual: 2, most: 2 });
  expect(before.has('Edition.holdings')).toBe(false);

  const book = (id: string, title: string, owners: readonly string[]) =>
    harvested(id, marcOf(field008(), '100 1_ $a Nightingale, Florence.', `245 10 $a ${title}`), { owners });
  const titles = ['Nursing theory', 'Wound care at home', 'Renal medicine'];
  await applyPage(
    store.db,
    'north',
    pageOf(titles.map((title, at) => book(String(at), title, at === 0 ? ['NQ', 'NW'] : ['NQ']))),
  );

  const after = await sizes();
  expect(after.get('Edition.holdings')).toEqual({ usual: 2, most: 2 });
  expect(after.get('NearLibrary.holdings')).toEqual(after.get('Edition.holdings'));
  expect(after.get('Work.editions')).toEqual({ usual: 1, most: 1 });
});
