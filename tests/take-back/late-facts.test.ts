import { NOTHING_KNOWN_OF_ITEM, type HoldingFacts, type ItemFacts, type LiveItem } from '#domain/facts.ts';
import type { HoldingId, ItemId, LibraryId, SystemId } from '#domain/ids.ts';
import { upsertKnownHoldings } from '#store/repositories/last-known/holdings.ts';
import { upsertKnownItems } from '#store/repositories/last-known/items.ts';
import { cleanIndex } from '#take-back/index.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { expect, it } from 'vitest';

const store = withTestDatabase();
const HOURS = [9, 10] as const;
const at = (hour: number): string => new Date(Date.UTC(2026, 0, 5, hour)).toISOString();

/** On the shelf at nine, lent at ten: one change. */
function copy(id: string, hour: number): ItemFacts {
  const status = hour === 9 ? 'AVAILABLE' : 'ON_LOAN';
  return { ...NOTHING_KNOWN_OF_ITEM, id: id as ItemId, status, statusRule: status, callNumber: 'ILL Quartermaine' };
}

async function saidOfCopy(id: string, record: string): Promise<void> {
  for (const hour of HOURS) {
    const item = copy(id, hour);
    const live: LiveItem = {
      asOf: at(hour),
      item,
      library: 'qe' as LibraryId,
      recordLocalId: record,
      limitation: null,
    };
    await upsertKnownItems(store.db, new Map([[item.id, live]]));
  }
}

async function saidOfHolding(id: string, item: string): Promise<void> {
  for (const hour of HOURS) {
    const facts: HoldingFacts = { asOf: at(hour), items: [copy(item, hour)], holdQueue: null, limitation: null };
    await upsertKnownHoldings(store.db, new Map([[id as HoldingId, facts]]));
  }
}

async function listKept(): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT holding AS id FROM last_known UNION SELECT item FROM last_known_item UNION SELECT item FROM copy_change`.execute(
    store.db,
  );
  return rows.map(({ id }) => id).toSorted();
}

it('facts of copies that arrive after their record was taken back go with their changes, and no others', async () => {
  await saidOfCopy('north:item:1', '7');
  await saidOfHolding('north:holding:7@qe', 'north:item:2');
  const others = ['north:holding:70@qe', 'north:item:3', 'north:item:4', 'south:item:5'];
  await saidOfCopy('north:item:3', '70');
  await saidOfHolding('north:holding:70@qe', 'north:item:4');
  await saidOfCopy('south:item:5', '7');
  expect(await listKept()).toEqual(['north:holding:7@qe', 'north:item:1', 'north:item:2', ...others].toSorted());

  await cleanIndex(store.db, [{ systemId: 'north' as SystemId, localId: '7' }]);

  expect(await listKept()).toEqual(others);
});
