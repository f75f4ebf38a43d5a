import type { HarvestedDescription } from '#contract/adapter.ts';
import type { HoldingFacts, ItemFacts, Reason } from '#domain/facts.ts';
import type { HoldingId, ItemId, LibraryId, SystemId } from '#domain/ids.ts';
import { findKnownHoldings, upsertKnownHoldings } from '#store/repositories/last-known/holdings.ts';
import { findKnownItems, upsertKnownItems } from '#store/repositories/last-known/items.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { createCopy } from '#tests/federation/support/fake-adapter.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { applyPage, emptyIndex, harvested, pageOf } from './index-world.ts';
import { marcOf } from './marc-lines.ts';

const store = withTestDatabase();
const asthma = marcOf('020 __ $a 9781554042951', '245 10 $a Asthma');
const HOLDING = 'north:holding:1@qe' as HoldingId;
const ITEM = 'north:item:1-0' as ItemId;
const MORNING = '2025-03-01T08:00:00.000Z';
const NOON = '2025-03-01T12:00:00.000Z';
const EVENING = '2025-03-01T20:00:00.000Z';
const EVER = new Date(0);

const NOT_TOLD: Reason = { code: 'NOT_SUPPORTED', message: 'A harvest cannot tell.', system: 'north' as SystemId };

beforeEach(async () => {
  await emptyIndex(store.db);
});

function copy(over: Partial<ItemFacts> = {}): ItemFacts {
  return createCopy('north' as SystemId, '1-0', over);
}

function facts(asOf: string, over: Partial<ItemFacts> = {}): HoldingFacts {
  return { asOf, items: [copy(over)], holdQueue: null, limitation: null };
}

/** Record 1 of `north` with one copy of library `qe`, as harvest tells how it stands. */
function told(said: HoldingFacts | null, over: Partial<HarvestedDescription> = {}): HarvestedDescription {
  const record = harvested('1', asthma, { owners: ['NQ'] });
  return { ...record, holdings: record.holdings.map((holding) => ({ ...holding, facts: said })), ...over };
}

async function harvest(...records: Parameters<typeof pageOf>[0]): Promise<void> {
  await applyPage(store.db, 'north', pageOf(records));
}

async function keepLive(said: HoldingFacts): Promise<void> {
  await upsertKnownHoldings(store.db, new Map([[HOLDING, said]]));
}

async function keepLiveItem(): Promise<void> {
  const known = {
    asOf: MORNING,
    item: copy(),
    library: 'qe' as LibraryId,
    recordLocalId: '1',
    limitation: null,
  };
  await upsertKnownItems(store.db, new Map([[ITEM, known]]));
}

async function known(): Promise<HoldingFacts | undefined> {
  return (await findKnownHoldings(store.db, [HOLDING], EVER)).get(HOLDING);
}

async function knownItem(): Promise<ItemFacts | undefined> {
  return (await findKnownItems(store.db, [ITEM], EVER)).get(ITEM)?.item;
}

describe('a harvest that tells how copies stand', () => {
  it('makes that known, for the holding and for its copy', async () => {
    await harvest(told(facts(NOON, { status: 'ON_LOAN', due: { on: '2025-03-20', at: null } })));

    expect(await known()).toEqual(facts(NOON, { status: 'ON_LOAN', due: { on: '2025-03-20', at: null } }));
    expect(await knownItem()).toMatchObject({ status: 'ON_LOAN', due: { on: '2025-03-20', at: null } });
  });

  it('makes known what has changed since of a record that has not', async () => {
    await harvest(told(facts(MORNING)));

    const counts = await applyPage(store.db, 'north', pageOf([told(facts(NOON, { status: 'ON_LOAN' }))]));

    expect(counts.unchanged).toBe(1);
    expect(await known()).toEqual(facts(NOON, { status: 'ON_LOAN' }));
  });

  it('leaves alone what is known from later', async () => {
    await keepLive(facts(EVENING, { status: 'ON_LOAN' }));

    await harvest(told(facts(NOON)));

    expect(await known()).toEqual(facts(EVENING, { status: 'ON_LOAN' }));
  });

  it('does not put what it can tell in part in the place of what was told whole', async () => {
    const partly = (asOf: string): HoldingFacts => facts(asOf, { status: 'UNKNOWN', reason: NOT_TOLD });
    await harvest(told(partly(MORNING)));
    await harvest(told(partly(NOON)));
    expect(await known()).toEqual(partly(NOON));

    await keepLive(facts(EVENING));
    await harvest(told(partly('2025-03-02T02:00:00.000Z')));
    expect(await known()).toEqual(facts(EVENING));
  });

  it('compares the copies of a large title as quickly beside a record that has changed', async () => {
    const many = (asOf: string, status: ItemFacts['status']): HoldingFacts => ({
      ...facts(asOf),
      items: Array.from({ length: 3_000 }, (_, at) => createCopy('north' as SystemId, `1-${at}`, { status })),
    });
    const other = (title: string) => harvested('2', marcOf(`245 10 $a ${title}`), { owners: ['NQ'] });
    const timed = async (...records: Parameters<typeof pageOf>[0]): Promise<number> => {
      const before = performance.now();
      await harvest(...records);
      return performance.now() - before;
    };
    await harvest(told(many(MORNING, 'AVAILABLE')), other('Asthma'));

    const alone = await timed(told(many(NOON, 'ON_LOAN')), other('Asthma'));
    expect(await timed(told(many(EVENING, 'AVAILABLE')), other('Bronchitis'))).toBeLessThan(10 * alone);
  });

  it('tells nothing of a record that the public does not see', async () => {
    await harvest(told(facts(NOON), { visibility: 'ILL_TEMPORARY' }));

    expect(await known()).toBeUndefined();
  });

  it.each(['0000-00-00', '2025-02-30T10:00:00Z', '9999-12-31T23:59:59-05:00'])(
    'tells nothing of a holding whose facts have no moment that can be read (%s), and is harvested all the same',
    async (asOf) => {
      await harvest(told(facts(asOf)));

      expect(await known()).toBeUndefined();
      expect(await store.db.selectFrom('holding').select('id').execute()).toEqual([{ id: HOLDING }]);
    },
  );

  it('tells nothing of a library that one record names twice, because each tells a part', async () => {
    const record = told(facts(NOON));

    await harvest({ ...record, holdings: [...record.holdings, ...record.holdings] });

    expect(await known()).toBeUndefined();
  });
});

describe('a harvest that does not tell how copies stand', () => {
  it('leaves what is known of a record that has changed', async () => {
    await harvest(told(null));
    await keepLive(facts(MORNING));
    await keepLiveItem();

    await harvest(told(null, { changedAt: NOON, marc: marcOf('245 10 $a Asthma today') }));

    expect(await known()).toEqual(facts(MORNING));
    expect(await knownItem()).toEqual(copy());
  });

  it.each([
    ['deleted', { deleted: true, localId: '1', changedAt: null } as const],
    ['hidden', told(null, { visibility: 'SUPPRESSED' })],
    ['no longer held', harvested('1', asthma)],
  ])('forgets what was known of a record that is %s', async (_, record) => {
    await harvest(told(null));
    await keepLive(facts(MORNING));
    await keepLiveItem();

    await harvest(record);

    expect(await known()).toBeUndefined();
    expect(await knownItem()).toBeUndefined();
  });

  it('forgets what was known of a holding when one of its copies is hidden', async () => {
    const record = told(null);
    await harvest(record);
    await keepLive(facts(MORNING));
    await keepLiveItem();

    await harvest({ ...record, items: record.items.map((item) => ({ ...item, visibility: 'SUPPRESSED' })) });

    expect(await known()).toBeUndefined();
    expect(await knownItem()).toBeUndefined();
  });
});
