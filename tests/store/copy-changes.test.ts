/** When what systems said of a copy changed, as it is written with the facts themselves. */
import type { HoldingFacts, ItemFacts } from '#domain/facts.ts';
import { NOTHING_KNOWN_OF_ITEM } from '#domain/facts.ts';
import type { HoldingId, ItemId, LibraryId } from '#domain/ids.ts';
import { findCopyChanges, forgetCopyChanges } from '#store/repositories/last-known/copy-changes.ts';
import { upsertKnownHoldings, type KnownFrom } from '#store/repositories/last-known/holdings.ts';
import { deleteKnownItems, upsertKnownItems } from '#store/repositories/last-known/items.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';

const store = withTestDatabase();
const HOLDING = 'north:holding:1@qe' as HoldingId;
const ITEM = 'north:item:2' as ItemId;
const SHELF: Partial<ItemFacts> = {
  status: 'AVAILABLE',
  statusAtSource: 'no code or loan',
  statusRule: 'Koha: no code or loan',
};
const LENT: Partial<ItemFacts> = { status: 'ON_LOAN', statusAtSource: 'checked out', statusRule: 'Koha: checked out' };

const at = (hour: number): string => new Date(Date.UTC(2026, 0, 5, hour)).toISOString();
const copy = (over: Partial<ItemFacts>, id = ITEM): ItemFacts => ({ ...NOTHING_KNOWN_OF_ITEM, id, ...over });

/** Of nothing, its holding has that copy no more. */
async function said(hour: number, over: Partial<ItemFacts> | null, from?: KnownFrom): Promise<void> {
  // A neighbour that never changes.
  const items = [...(over === null ? [] : [copy(over)]), copy(SHELF, 'north:item:3' as ItemId)];
  const facts: HoldingFacts = { asOf: at(hour), items, holdQueue: null, limitation: null };
  await upsertKnownHoldings(store.db, new Map([[HOLDING, facts]]), from);
}

async function saidById(hour: number, over: Partial<ItemFacts>): Promise<void> {
  const live = { asOf: at(hour), item: copy(over), library: 'qe' as LibraryId, recordLocalId: '1', limitation: null };
  await upsertKnownItems(store.db, new Map([[ITEM, live]]));
}

/** Each change in short: at which hour what became what, by whom. */
async function changes(since = new Date(0)): Promise<readonly string[]> {
  const found = (await findCopyChanges(store.db, [ITEM], since)).get(ITEM)?.changes ?? [];
  return found.map(
    ({ asOf, status, source, before }) =>
      `${asOf.getUTCHours()} ${source} ${before.status} (${before.asOf.getUTCHours()}) > ${status}`,
  );
}

async function countRows(): Promise<number> {
  const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM copy_change`.execute(store.db);
  return rows[0]?.count ?? 0;
}

beforeEach(async () => {
  await sql`TRUNCATE copy_change, last_known, last_known_item, item, record, holding, system, member, match_key,
    harvest_lease, harvest_run, harvest_state, reject`.execute(store.db);
});

describe('changes of a copy', () => {
  it('are kept with what was so before, and what made the status of it', async () => {
    await said(9, SHELF);
    await said(10, SHELF);
    await said(11, LENT);

    expect((await findCopyChanges(store.db, [ITEM], new Date(0))).get(ITEM)?.changes).toEqual([
      {
        item: ITEM,
        asOf: new Date(at(11)),
        status: 'ON_LOAN',
        atSource: 'checked out',
        rule: 'Koha: checked out',
        source: 'LIVE',
        before: {
          asOf: new Date(at(10)),
          status: 'AVAILABLE',
          atSource: 'no code or loan',
          rule: 'Koha: no code or loan',
        },
      },
    ]);
    expect(await countRows()).toBe(1);
  });

  it('are not made by the first word of it, an older one, or one that says the same', async () => {
    await said(9, LENT);
    await said(8, SHELF);
    await said(10, { ...LENT, due: { on: '2026-02-01', at: null }, publicNotes: ['With a disc'] });

    expect(await countRows()).toBe(0);
  });

  it('are kept where the word, or what makes the status of it, becomes another one', async () => {
    await said(9, LENT);
    await said(10, { ...LENT, statusAtSource: 'onsite checkout' });
    await said(11, { ...LENT, statusAtSource: 'onsite checkout', statusRule: 'codes.NOT_LOAN.4' });

    expect(await changes()).toEqual(['10 LIVE ON_LOAN (9) > ON_LOAN', '11 LIVE ON_LOAN (10) > ON_LOAN']);
  });

  it('are not made by an older Mercia, which wrote no rule and other words', async () => {
    await said(9, { status: 'ON_LOAN' });
    await said(10, LENT);
    await said(11, SHELF);

    expect(await changes()).toEqual(['11 LIVE ON_LOAN (10) > AVAILABLE']);
  });

  it('say of a copy without a status why it has none', async () => {
    await said(9, LENT);
    const reason = { code: 'NOT_SUPPORTED', message: 'The files do not say', system: 'north' } as ItemFacts['reason'];
    await said(10, { reason });

    expect((await findCopyChanges(store.db, [ITEM], new Date(0))).get(ITEM)?.changes[0]).toMatchObject({
      status: 'UNKNOWN',
      rule: 'The files do not say',
    });
  });

  it('come from harvest, and from a question for that copy alone', async () => {
    await said(9, SHELF, 'harvest');
    await said(10, LENT, 'harvest');
    await saidById(11, LENT);
    await saidById(12, SHELF);

    expect(await changes()).toEqual(['10 HARVEST AVAILABLE (9) > ON_LOAN', '12 LIVE ON_LOAN (11) > AVAILABLE']);
  });

  it('stand there once where two questions brought the same', async () => {
    await said(9, SHELF);
    await saidById(9, SHELF);
    await saidById(10, LENT);
    await said(11, LENT);

    expect(await countRows()).toBe(1);
    expect(await changes()).toEqual(['10 LIVE AVAILABLE (9) > ON_LOAN']);
  });

  it('stand there twice where the copy was gone between and came back as another', async () => {
    await said(9, SHELF);
    await said(10, LENT);
    await said(11, null);
    await said(12, SHELF);
    await said(13, LENT);

    expect(await changes()).toEqual(['10 LIVE AVAILABLE (9) > ON_LOAN', '13 LIVE AVAILABLE (12) > ON_LOAN']);
  });

  it('stand there once where two questions at the same time brought the same', async () => {
    await said(9, SHELF);
    await said(10, LENT);
    // As the second of the two writes it, which had not seen the first.
    await sql`INSERT INTO copy_change SELECT item, ${at(11)}, from_harvest, status, at_source, rule, was_as_of, was_status,
      was_at_source, was_rule FROM copy_change`.execute(store.db);

    expect(await changes()).toEqual(['10 LIVE AVAILABLE (9) > ON_LOAN']);
  });

  it.each<KnownFrom>(['answers', 'harvest'])(
    'are told from the newer one of two words: %s after a copy',
    async (from) => {
      await said(9, SHELF);
      await saidById(9, SHELF);
      await saidById(10, LENT);
      await said(11, SHELF, from);
      await said(12, SHELF, from);

      const source = from === 'answers' ? 'LIVE' : 'HARVEST';
      expect(await changes()).toEqual(['10 LIVE AVAILABLE (9) > ON_LOAN', `11 ${source} ON_LOAN (10) > AVAILABLE`]);
    },
  );

  it('are told by the first word of a holding, after one of its copies, and by none that is older', async () => {
    await saidById(10, LENT);
    await said(9, SHELF);
    await said(11, SHELF);

    expect(await changes()).toEqual(['11 LIVE ON_LOAN (10) > AVAILABLE']);
  });

  it('are gone after their time, and with a copy that is shown no more', async () => {
    await said(9, SHELF);
    await said(10, LENT);
    await said(12, SHELF);
    expect(await forgetCopyChanges(store.db, new Date(at(11)), 10)).toBe(1);
    expect(await changes()).toEqual(['12 LIVE ON_LOAN (10) > AVAILABLE']);
    expect(await changes(new Date(at(13)))).toEqual([]);

    await deleteKnownItems(store.db, [ITEM]);

    expect(await countRows()).toBe(0);
  });
});
