/** A system of files with a live part, harvested into the index and asked through the router. */
import { build, copy, type World } from '#tests/support/composed-system.ts';
import { createFakeServer, type FakeServer } from '#adapters/composed/live.fixture.ts';
import { record, SYSTEM } from '#adapters/files/folder.fixture.ts';
import { createId, type HoldingId } from '#domain/ids.ts';
import { createLogger } from '#platform/logger.ts';
import { createLastKnown } from '#subgraphs/circulation/index.ts';
import { applyPage, emptyIndex } from '#tests/union-index/index-world.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { askRouter, type AskedRouter } from './support/asked-router.ts';

const store = withTestDatabase();
/** Long enough for a busy machine to have begun; the test that uses it takes so long. */
const BUDGET_MS = 5_000;
const NOW = Date.parse('2026-06-01T12:00:00Z');
const HOLDING = `{ availability { state reason { code } itemCount availableCount unknownCount
  items { edges { node { barcode state asOf status reason { code } } } } } }`;

interface Harvested extends World {
  readonly router: AskedRouter;
  /** Asks for the holding of a record as the catalogue hands it over. */
  availability(recordId: string, budgetMs?: number): Promise<unknown>;
  item(localId: string): Promise<unknown>;
}

async function harvest(server: FakeServer, withIndex = true, isExportOnly = false): Promise<Harvested> {
  const marc = [
    record('r1', 'One', copy({ b: '1' }), copy({ b: '2', s: 'O' }), copy({ b: '666', h: '1' })),
    record('r2', 'Two', copy({ b: '3', s: 'W' }), copy({ b: '8', o: 'Z9' })),
  ];
  const world = await build(server, marc, {}, { isExportOnly });
  for (const page of world.pages) await applyPage(store.db, SYSTEM, page, world.system.owners);
  const lastKnown = createLastKnown({
    db: withIndex ? store.db : null,
    now: () => NOW,
    logger: createLogger('silent'),
    keepDays: 365,
    readLimitMs: 10_000,
  });
  // What it still has to write is written before the next test empties the index.
  onTestFinished(() => lastKnown.close());
  const router = askRouter({
    adapters: [world.adapter],
    means: undefined,
    now: () => NOW,
    lastKnown,
    callTimeoutMs: 60_000,
  });
  const entity = async (representation: object, fields: string, budgetMs = 60_000): Promise<unknown> => {
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ${fields} } }`;
    const { data, errors } = await router.ask(query, { of: [representation] }, { budgetMs });
    expect(errors).toEqual([]);
    return (data?.['_entities'] as readonly unknown[])[0];
  };
  return {
    ...world,
    router,
    async availability(recordId, budgetMs) {
      const { rows } = await sql<{ id: HoldingId; live_keys: string[] }>`
        SELECT h.id, h.live_keys FROM holding h JOIN record r ON r.id = h.record
        WHERE r.local_id = ${recordId} AND h.library = 'alder'`.execute(store.db);
      const [held] = rows;
      // Into the memory, because a busy database may be too late at the end of a request.
      if (held !== undefined)
        await expect.poll(async () => lastKnown.findAvailability([held.id])).toHaveProperty('size', 1);
      const representation = { __typename: 'Holding', id: held?.id, liveKeys: held?.live_keys, online: false };
      return entity(representation, `... on Holding ${HOLDING}`, budgetMs);
    },
    item: (localId) =>
      entity(
        { __typename: 'Item', id: createId(SYSTEM, 'item', localId) },
        '... on Item { barcode state asOf status reason { code } }',
      ),
  };
}

beforeEach(() => emptyIndex(store.db));

describe('a system of two parts', () => {
  it('tells what came before the end as LIVE, and only the rest as it was on the day of the list', async () => {
    const server = createFakeServer({ '1': 'AVAILABLE', '2': 'AVAILABLE' });
    server.hold = (barcode) => (barcode === '2' ? new Promise(() => undefined) : Promise.resolve());
    const { availability } = await harvest(server);

    const answer = await availability('r1', BUDGET_MS);

    expect(answer).toMatchObject({
      availability: {
        state: 'LIVE',
        itemCount: 2,
        availableCount: 1,
        unknownCount: 1,
        items: {
          edges: [
            { node: { barcode: '1', state: 'LIVE', status: 'AVAILABLE' } },
            {
              node: {
                barcode: '2',
                state: 'LAST_KNOWN',
                asOf: '2026-03-01T02:00:00.000Z',
                status: 'ON_LOAN',
                reason: { code: 'TIMEOUT' },
              },
            },
          ],
        },
      },
    });
  });

  it('is last known as a whole where nothing was answered, and never "not available"', async () => {
    const server = createFakeServer();
    server.hold = () => new Promise(() => undefined);
    const { availability } = await harvest(server);

    expect(await availability('r1', 1_000)).toMatchObject({
      availability: { state: 'LAST_KNOWN', reason: { code: 'TIMEOUT' }, itemCount: 2 },
    });
  });

  it('finds a copy by its id through its holding', async () => {
    const { item, server } = await harvest(createFakeServer({ '1': 'AVAILABLE', '2': 'AVAILABLE', '3': 'AVAILABLE' }));

    expect(await item('r1/2')).toMatchObject({ barcode: '2', state: 'LIVE', status: 'AVAILABLE' });
    expect(await item('r2/3')).toMatchObject({ barcode: '3', state: 'LIVE', status: 'WITHDRAWN' });
    expect([await item('r1/666'), await item('r9/9')]).toEqual([null, null]);
    expect(server.asked).not.toContain('666');
  });

  it('does not ask for a copy whose owner code is no library’s, and does not say to ask again', async () => {
    const { item, server } = await harvest(createFakeServer({ '8': 'AVAILABLE' }));

    expect(await item('r2/8')).toMatchObject({ state: 'NOT_SUPPORTED', reason: { code: 'NOT_SUPPORTED' } });
    expect(server.asked).not.toContain('8');
  });

  it('does not know a copy by its id where there is no index, which is not that there is none', async () => {
    const world = await harvest(createFakeServer({ '1': 'AVAILABLE' }), false);

    expect(await world.item('r1/1')).toMatchObject({ state: 'UNKNOWN', reason: { code: 'TIMEOUT' } });
  });

  it('writes the date of a new list without the record counting as changed', async () => {
    const world = await harvest(createFakeServer());
    const again = await build(createFakeServer(), [
      record('r1', 'One', copy({ b: '1', s: 'O' }), copy({ b: '2', s: 'O' }), copy({ b: '666', h: '1' })),
      record('r2', 'Two', copy({ b: '3', s: 'W' }), copy({ b: '8', o: 'Z9' })),
    ]);
    const keysOf = async (): Promise<string> => {
      const { rows } = await sql<{ live_keys: string[] }>`
        SELECT live_keys FROM holding ORDER BY id`.execute(store.db);
      return JSON.stringify(rows);
    };
    const before = await keysOf();

    const counts = [];
    for (const page of again.pages) counts.push(await applyPage(store.db, SYSTEM, page, world.system.owners));

    expect(counts.map(({ records, unchanged }) => [records, unchanged])).toEqual([[2, 2]]);
    const after = await keysOf();
    expect(after).not.toBe(before);
    expect(after).toBe(
      JSON.stringify([again.ref('r1'), again.ref('r2')].map(({ liveKeys }) => ({ live_keys: liveKeys }))),
    );
  });
});

it('tells of a copy of a system that is an export alone how it stood on the day of the list, as its holding does', async () => {
  const { item, availability } = await harvest(createFakeServer(), true, true);
  // What is known is in the memory by then.
  await availability('r1');

  expect(await item('r1/2')).toEqual({
    barcode: '2',
    state: 'LAST_KNOWN',
    asOf: '2026-03-01T02:00:00.000Z',
    status: 'ON_LOAN',
    reason: { code: 'NOT_SUPPORTED' },
  });
  expect([await item('r1/666'), await item('r1/7')]).toEqual([null, null]);
});
