/** What a library that moves does not show at a system is not found by the numbers of its copies either. */
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import { findByBarcode, findByShelfMark } from '#search/find/short-titles.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { findEditions } from '#union-index/read/editions.ts';
import { createIndexScope } from '#union-index/read/index-scope.ts';
import { expect, it } from 'vitest';
import { applyPage, emptyIndex, harvested, OWNERS, pageOf } from './index-world.ts';
import { marcOf } from './marc-lines.ts';

const store = withTestDatabase();

it('finds no edition by a barcode or a shelf mark of a copy that is only tried out', async () => {
  await emptyIndex(store.db);
  const record = harvested('7', marcOf('001 7', '245 10 $a Anatomy'), { owners: ['NQ'] });
  const holdings = record.holdings.map((holding) => ({ ...holding, callNumbers: ['WB 300'] }));
  await applyPage(store.db, 'north', pageOf([{ ...record, holdings }]));
  const libraries = OWNERS.map(({ library }): LibraryId => library);
  const region: Region = {
    id: 'test',
    name: 'Test',
    budgetMs: 1,
    networks: [],
    organisations: [],
    libraries: [],
    systems: [],
    issuers: [],
  };
  const found = async (...hidden: readonly string[]) => {
    const scope = { ...createIndexScope(store.db, region), libraries, systems: ['north' as SystemId], hidden };
    const [byKey] = await findEditions(scope, [{ barcode: 'B70' }]);
    return [
      byKey !== undefined && 'editions' in byKey ? byKey.editions.length : null,
      (await findByBarcode(scope, 'B70')).length,
      (await findByShelfMark(scope, 'WB 300')).whole.length,
    ];
  };

  expect(await found()).toEqual([1, 1, 1]);
  expect(await found('north qe')).toEqual([0, 0, 0]);
});
