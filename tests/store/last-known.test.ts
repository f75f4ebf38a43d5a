import { NOTHING_PRINTED } from '#domain/facts.ts';
import type { HoldingFacts, ItemDescription, ItemFacts, LiveItem } from '#domain/facts.ts';
import type { HoldingId, ItemId, LibraryId, SystemId } from '#domain/ids.ts';
import { findKnownHoldings, upsertKnownHoldings } from '#store/repositories/last-known/holdings.ts';
import { findKnownItems, upsertKnownItems } from '#store/repositories/last-known/items.ts';
import { SWEEP_START, sweepKnown } from '#store/repositories/last-known/sweep.ts';
import { isTransient, within, withinOneClock } from '#store/repositories/last-known/within.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';

const store = withTestDatabase();
const SYSTEM = 'north' as SystemId;
const HOLDING = 'north:holding:1@qe' as HoldingId;
const ITEM = 'north:item:1:2' as ItemId;
const EVER = new Date(0);

/** Every field has something to say, those that are printed only a text of its own. */
const PRINTED = Object.fromEntries(
  Object.keys(NOTHING_PRINTED).map((field) => [field, `the ${field}`]),
) as unknown as ItemDescription;
const COPY: ItemFacts = {
  ...PRINTED,
  id: ITEM,
  status: 'ON_LOAN',
  limitations: ['TRANSIT_NOT_TOLD'],
  statusAtSource: 'CHECKEDOUT',
  statusRule: 'locations.CHECKEDOUT',
  use: 'SHORT_LOAN',
  due: { on: '2026-02-01', at: '2026-02-01T17:00:00+00:00' },
  permanentLocation: { code: 'MAIN', name: 'Main shelves', siteCode: 'HQ' },
  currentLocation: { code: 'DESK', name: null, siteCode: null },
  itemType: 'BK',
  holdQueue: 3,
  publicNotes: ['With a disc'],
  reason: { code: 'BAD_ANSWER', message: 'North gave an answer that cannot be read.', system: SYSTEM },
};

const BARE: ItemFacts = {
  ...COPY,
  ...NOTHING_PRINTED,
  status: 'AVAILABLE',
  limitations: [],
  statusAtSource: null,
  use: 'LOAN',
  due: null,
  permanentLocation: null,
  currentLocation: null,
  itemType: null,
  holdQueue: null,
  publicNotes: [],
  reason: null,
};

function facts(hour: number, over: Partial<HoldingFacts> = {}): HoldingFacts {
  return { asOf: at(hour), items: [COPY], holdQueue: 4, limitation: COPY.reason, ...over };
}

function at(hour: number): string {
  return new Date(Date.UTC(2026, 0, 5, hour)).toISOString();
}

function one(known: HoldingFacts, id = HOLDING): ReadonlyMap<HoldingId, HoldingFacts> {
  return new Map([[id, known]]);
}

function ofItem(hour: number, over: Partial<LiveItem> = {}): ReadonlyMap<ItemId, LiveItem> {
  const known: LiveItem = {
    asOf: at(hour),
    item: COPY,
    library: 'qe' as LibraryId,
    recordLocalId: '1',
    limitation: null,
  };
  return new Map([[ITEM, { ...known, ...over }]]);
}

async function known(): Promise<HoldingFacts | undefined> {
  return (await findKnownHoldings(store.db, [HOLDING], EVER)).get(HOLDING);
}

beforeEach(async () => {
  await sql`TRUNCATE last_known, last_known_item, system, record, holding, item, member, match_key, harvest_lease,
    harvest_run, harvest_state, reject`.execute(store.db);
});

/** The index knows the copy, as the second item of record 1, owned by library `qe`. */
async function indexCopy(): Promise<void> {
  await sql`
    WITH s AS (INSERT INTO system (system_id) VALUES ('north') RETURNING id),
      r AS (INSERT INTO record (system, local_id, visibility, deleted, harvested_at, format, raw, digest, rules, repairs)
        SELECT id, '1', 'PUBLIC', false, now(), 'marcxml', '', '', 1, '{}' FROM s RETURNING id, system),
      h AS (INSERT INTO holding (id, record, system, library, basis, call_numbers, site_codes, statements, live_keys)
        SELECT ${HOLDING}, id, system, 'qe', 'ITEMS', '{}', '{}', '[]', '{}' FROM r)
    INSERT INTO item (record, system, local_id, owner_code, library, visibility)
    SELECT id, system, '1:2', 'NQ', 'qe', 'PUBLIC' FROM r`.execute(store.db);
}

describe('last-known facts of holdings', () => {
  it.each([
    ['every field', facts(9)],
    ['nothing but a state', facts(9, { items: [BARE], holdQueue: null, limitation: null })],
    ['a copy in its place', facts(9, { items: [{ ...COPY, currentLocation: COPY.permanentLocation }] })],
    ['no copies', facts(9, { items: [], holdQueue: null, limitation: null })],
    ['a record that is gone', facts(9, { items: [], holdQueue: null, limitation: null, isGone: true })],
    ['text that the store refuses', facts(9, { items: [{ ...COPY, callNumber: 'a\\b"c' }] })],
  ])('come back as they were kept: %s', async (_, said) => {
    await upsertKnownHoldings(store.db, one(said));

    expect(await known()).toEqual(said);
  });

  it('lose only the characters that PostgreSQL cannot keep', async () => {
    await upsertKnownHoldings(store.db, one(facts(9, { items: [{ ...COPY, callNumber: 'a\u0000b\ud800' }] })));

    expect((await known())?.items[0]?.callNumber).toBe('a\ufffdb\ufffd');
  });

  it('count as not known where a row cannot be read', async () => {
    await upsertKnownHoldings(store.db, one(facts(9)));
    await sql`UPDATE last_known SET facts = '{"items": [{"id": "north:item:1:2", "status": "EATEN"}]}'`.execute(
      store.db,
    );

    expect(await known()).toBeUndefined();
  });

  it.each([
    ['in order', [8, 9]],
    ['the newer first', [9, 8]],
  ])('are the newest, written %s', async (_, hours) => {
    for (const hour of hours) await upsertKnownHoldings(store.db, one(facts(hour, { holdQueue: hour })));

    expect(await known()).toEqual(facts(9, { holdQueue: 9 }));
  });

  it('take the place of what was written while a clock was a day ahead, which is not told meanwhile', async () => {
    const ahead = new Date(Date.now() + 86_400_000).toISOString();
    await upsertKnownHoldings(store.db, one({ ...facts(9, { holdQueue: 1 }), asOf: ahead }));
    expect(await known()).toBeUndefined();
    await upsertKnownHoldings(store.db, one(facts(9, { holdQueue: 2 })));

    expect((await known())?.holdQueue).toBe(2);
  });

  it('are told no more once they are too old', async () => {
    await upsertKnownHoldings(store.db, one(facts(9)));

    expect((await findKnownHoldings(store.db, [HOLDING], new Date(at(9)))).size).toBe(1);
    expect((await findKnownHoldings(store.db, [HOLDING], new Date(at(10)))).size).toBe(0);
  });

  it('are the fields of the domain and no other, whatever an adapter lets through', async () => {
    const patron = { patron: 'Ada Lovelace', cardnumber: '42' };
    const leaky = {
      ...patron,
      ...COPY,
      due: { ...COPY.due!, ...patron },
      currentLocation: { ...COPY.currentLocation!, ...patron },
      permanentLocation: { ...COPY.permanentLocation!, ...patron },
      reason: { ...COPY.reason!, ...patron },
    };
    const inPlace = { ...leaky, currentLocation: leaky.permanentLocation };
    const limitation = { ...COPY.reason!, ...patron };
    const holding = { ...patron, ...facts(9, { items: [leaky, inPlace], limitation }) };

    await upsertKnownHoldings(store.db, one(holding));
    await upsertKnownItems(store.db, ofItem(9, { ...patron, item: leaky, limitation }));

    const { rows } = await sql<{ text: string }>`
      SELECT facts::text AS text FROM last_known UNION ALL SELECT facts::text FROM last_known_item`.execute(store.db);
    expect(rows).toHaveLength(2);
    for (const { text } of rows) expect(text).not.toMatch(/patron|Lovelace|card/u);
    const [stored] = await store.db.selectFrom('last_known').select('facts').execute();
    const [item] = (stored!.facts as { items: object[] }).items;
    expect(Object.keys(item!).toSorted()).toEqual(Object.keys(COPY).toSorted());
  });
});

describe('last-known facts of copies', () => {
  it('come back as they were kept for a copy that was asked for by its id', async () => {
    await upsertKnownItems(store.db, ofItem(8));
    await upsertKnownItems(store.db, ofItem(9));

    expect(await findKnownItems(store.db, [ITEM], EVER)).toEqual(ofItem(9));
  });

  it('are found through the holding that the copy belongs to', async () => {
    await indexCopy();
    await upsertKnownHoldings(store.db, one(facts(9)));

    expect(await findKnownItems(store.db, [ITEM, 'north:item:other' as ItemId], EVER)).toEqual(
      ofItem(9, { limitation: COPY.reason }),
    );
  });

  it('are not told through the holding of a copy that is hidden by now', async () => {
    await indexCopy();
    await upsertKnownHoldings(store.db, one(facts(9)));
    await store.db.updateTable('item').set({ visibility: 'SUPPRESSED' }).execute();

    expect((await findKnownItems(store.db, [ITEM], EVER)).size).toBe(0);
  });

  it.each([
    [8, 9],
    [9, 8],
  ])('are the newer of the two: the copy’s of %i, its holding’s of %i', async (own, holding) => {
    await indexCopy();
    await upsertKnownItems(store.db, ofItem(own));
    await upsertKnownHoldings(store.db, one(facts(holding)));

    expect((await findKnownItems(store.db, [ITEM], EVER)).get(ITEM)?.asOf).toBe(at(9));
  });

  it('are told no more once they are too old', async () => {
    await indexCopy();
    await upsertKnownItems(store.db, ofItem(9));
    await upsertKnownHoldings(store.db, one(facts(9)));

    expect((await findKnownItems(store.db, [ITEM], new Date(at(10)))).size).toBe(0);
  });
});

describe('sweeping', () => {
  it('goes round both tables in small steps and drops what is too old', async () => {
    for (const [index, hour] of [7, 10, 7, 10, 7].entries()) {
      const id = `north:holding:${String(index)}@qe` as HoldingId;
      await upsertKnownHoldings(store.db, one(facts(hour), id));
    }
    await upsertKnownItems(store.db, ofItem(7));

    const places = [SWEEP_START];
    for (let step = 0; step < 3; step += 1) places.push(await sweepKnown(store.db, places.at(-1)!, new Date(at(9)), 2));

    expect(places.map(({ holding }) => holding)).toEqual(['', 'north:holding:1@qe', 'north:holding:3@qe', '']);
    const left = await store.db.selectFrom('last_known').select('holding').orderBy('holding').execute();
    expect(left.map(({ holding }) => holding)).toEqual(['north:holding:1@qe', 'north:holding:3@qe']);
    expect(await store.db.selectFrom('last_known_item').select('item').execute()).toEqual([]);
  });
});

describe('a statement within limits', () => {
  it('gives way to a harvest that holds the same row, and may be tried again', async () => {
    await upsertKnownHoldings(store.db, one(facts(9)));
    const held = Promise.withResolvers<undefined>();
    const end = Promise.withResolvers<undefined>();
    const harvest = store.db.transaction().execute(async (transaction) => {
      await upsertKnownHoldings(transaction, one(facts(10)));
      held.resolve(undefined);
      await end.promise;
    });
    await held.promise;

    const refused = await within(store.db, { statementMs: 5_000, lockMs: 20 }, (transaction) =>
      upsertKnownHoldings(transaction, one(facts(11))),
    ).catch((error: unknown) => error);
    end.resolve(undefined);
    await harvest;

    expect(isTransient(refused)).toBe(true);
    expect(await known()).toEqual(facts(10));
  });

  it('ends at its limit, and may be tried again', async () => {
    const ended = await within(store.db, { statementMs: 20, lockMs: 20 }, (transaction) =>
      sql`SELECT pg_sleep(10)`.execute(transaction),
    ).catch((error: unknown) => error);

    expect(isTransient(ended)).toBe(true);
  });

  it('is not tried again where what it writes is at fault', async () => {
    const refused = await within(store.db, { statementMs: 5_000, lockMs: 20 }, (transaction) =>
      upsertKnownHoldings(transaction, one({ ...facts(9), asOf: 'yesterday' })),
    ).catch((error: unknown) => error);

    expect(isTransient(refused)).toBe(false);
  });
});

describe('what is dated by a clock that is off', () => {
  const write = (off: number): Promise<void> =>
    withinOneClock(
      store.db,
      { statementMs: 5_000, lockMs: 500 },
      (transaction) => upsertKnownHoldings(transaction, new Map([[HOLDING, facts(9)]])),
      () => Date.now() + off,
    );

  it.each([-60_000, 60_000])('is not written, and not later either: %s ms', async (off) => {
    const failure: unknown = await write(off).catch((error: unknown) => error);

    expect(failure).toMatchObject({ message: expect.stringMatching(/^the clock of the database is/u) as string });
    expect(isTransient(failure)).toBe(false);
    expect(await findKnownHoldings(store.db, [HOLDING], EVER)).toEqual(new Map());
    await write(0);
    expect((await findKnownHoldings(store.db, [HOLDING], EVER)).size).toBe(1);
  });
});
