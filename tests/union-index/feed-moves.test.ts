/** What discovery systems are told while a library moves: its edition stays, and its copies are passed on once. */
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { OwnerCode } from '#domain/catalogue.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { expect, it } from 'vitest';
import { emptyIndexAndLog, publicationOf, publishAll, readLog, titleRenderer } from './feed-world.ts';
import { applyPage, harvested, OWNERS, pageOf } from './index-world.ts';
import { marcOf } from './marc-lines.ts';

const store = withTestDatabase();
/** The library of `south` is tried out in `north`. */
const MOVING: OwnerCode = {
  system: 'north' as SystemId,
  code: 'SN',
  library: 'south-lib' as LibraryId,
  site: null,
};
const LINES = [
  '020 __ $a 9780702075551',
  '100 1_ $a Gray, Henry.',
  '245 10 $a Anatomy / $c Henry Gray.',
  '264 _1 $c 2020.',
];

function book(localId: string, owner: string) {
  const record = harvested(localId, marcOf(`001 ${localId}`, ...LINES), { owners: [owner] });
  return { ...record, holdings: record.holdings.map((holding) => ({ ...holding, library: MOVING.library })) };
}

async function publish(...hidden: readonly string[]) {
  const { scope, ...publication } = publicationOf(titleRenderer(`rules for ${hidden.join(' and ')}`));
  await publishAll(store.db, { publication: { ...publication, scope: { ...scope, hidden } } });
  const entries = await readLog(store.db, 'editions');
  return entries.map(({ identifier, says, sets }) => ({ identifier, says, sets }));
}

it('deletes no edition, neither at the switch nor when the old system lets the record go', async () => {
  await emptyIndexAndLog(store.db);
  const owners = [...OWNERS, MOVING];
  await applyPage(store.db, 'south', pageOf([book('7', 'S')]), owners);
  const [before] = await publish();
  expect(before?.says).toMatch(/^Anatomy \| Main .*7/);

  await applyPage(store.db, 'north', pageOf([book('900', 'SN')]), owners);
  expect(await publish('north south-lib')).toEqual([before]);

  const [moved, ...others] = await publish('south south-lib');
  expect(others).toEqual([]);
  expect(moved).toMatchObject({ identifier: before?.identifier, sets: before?.sets });
  expect(moved?.says).toMatch(/^Anatomy \| Main .*900/);
  expect(moved?.says).not.toMatch(/Main .*\b7-/);

  await applyPage(store.db, 'south', pageOf([{ localId: '7', deleted: true, changedAt: null }]), owners);
  expect(await publish('south south-lib')).toEqual([moved]);

  await applyPage(store.db, 'south', pageOf([book('7', 'S')]), owners);
  expect(await publish('north south-lib')).toEqual([before]);
});
