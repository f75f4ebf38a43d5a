/** What was told of a copy, asked of the router while its system hangs, has it no more, or is another one since a move. */
import type { ItemStatus } from '#domain/facts.ts';
import type { ItemId, LibraryId, SystemId } from '#domain/ids.ts';
import { upsertKnownItems } from '#store/repositories/last-known/items.ts';
import { createCopyHistories } from '#subgraphs/circulation/index.ts';
import { createCopy, createFakeAdapter, type Behaviour } from '#tests/federation/support/fake-adapter.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { beforeEach, expect, it } from 'vitest';
import { askRouter } from './support/asked-router.ts';

const store = withTestDatabase();
const SYSTEM = 'arden' as SystemId;
const ITEM = `${SYSTEM}:item:1` as ItemId;
const NOW = Date.parse('2026-01-05T12:00:00Z');

const at = (hour: number): string => new Date(Date.UTC(2026, 0, 5, hour)).toISOString();

async function keep(id: ItemId, hour: number, status: ItemStatus): Promise<void> {
  const item = { ...createCopy(SYSTEM, '1', { status }), id };
  const library = 'lib-arden' as LibraryId;
  const live = { asOf: at(hour), item, library, recordLocalId: '1', limitation: null };
  await upsertKnownItems(store.db, new Map([[id, live]]));
}

async function ask(fields: string, behaviour: Behaviour): Promise<unknown> {
  const item = createCopy(SYSTEM, '1');
  const live = {
    asOf: '2026-01-05T09:00:00Z',
    item,
    library: 'lib-arden' as LibraryId,
    recordLocalId: '1',
    limitation: null,
  };
  await upsertKnownItems(store.db, new Map([[ITEM, live]]));
  const adapter = createFakeAdapter(SYSTEM, 'Arden');
  adapter.behaviour = behaviour;
  const copyHistories = createCopyHistories({ db: store.db, keepDays: 90, now: () => NOW });
  const router = askRouter({ adapters: [adapter], means: undefined, now: () => NOW, copyHistories });
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Item { ${fields} } } }`;
  const of = [{ __typename: 'Item', id: ITEM }];
  const { data, errors } = await router.ask(query, { of }, { role: 'operator', budgetMs: 400 });
  expect(errors).toEqual([]);
  return (data?.['_entities'] as readonly unknown[])[0];
}

const HISTORY = 'history { told { status } }';
const TOLD = { history: { told: [{ status: 'AVAILABLE' }] } };

beforeEach(() => sql`TRUNCATE last_known_item, copy_change, answering_change`.execute(store.db));

it.each<Behaviour>([{ kind: 'hangs' }, { kind: 'has nothing' }])('is told if its system %j', async (behaviour) => {
  expect(await ask(`id ${HISTORY}`, behaviour)).toEqual({ id: ITEM, ...TOLD });
});

it('says in words why its system did not answer', async () => {
  await sql`INSERT INTO answering_change (system, at, answers, code, cause, after_ms)
    VALUES (${SYSTEM}, ${at(9)}, false, 'LMS_UNAVAILABLE', 'HTTP 503', 4)`.execute(store.db);

  expect(await ask('history { told { source code why } }', { kind: 'has nothing' })).toMatchObject({
    history: {
      told: [
        { source: null, code: null, why: null },
        { source: 'LAST_KNOWN', code: 'LMS_UNAVAILABLE', why: 'it said that it is out of service' },
      ],
    },
  });
});

it('is told next to how the copy stands, of a system that hangs until the time is over', async () => {
  expect(await ask(`state ${HISTORY}`, { kind: 'hangs' })).toEqual({ state: 'UNKNOWN', ...TOLD });
});

it('is told since the silences of its system are, where they were too many', async () => {
  const { reader } = createCopyHistories({ db: store.db, keepDays: 90, now: () => NOW });
  const since = async (): Promise<string> => (await reader()(ITEM)).since.toISOString();
  await sql`INSERT INTO answering_change (system, at, answers)
    SELECT ${SYSTEM}, ${at(9)}::timestamptz - n * interval '1 minute', n % 2 = 0 FROM generate_series(1, 499) n`.execute(
    store.db,
  );
  expect(await since()).toBe('2025-12-06T12:00:00.000Z');

  await sql`INSERT INTO answering_change (system, at, answers) SELECT ${SYSTEM}, at, answers FROM (VALUES
    (${at(9)}::timestamptz, true), (${at(10)}::timestamptz, false)) AS two(at, answers)`.execute(store.db);
  expect(await since()).toBe('2026-01-05T00:42:00.000Z');
});

it('is told since the oldest of its changes that are read, where it had too many', async () => {
  await sql`INSERT INTO copy_change (item, at, from_harvest, status, was_as_of, was_status)
    SELECT ${ITEM}, ${at(9)}::timestamptz - n * interval '1 minute', false, (ARRAY['AVAILABLE', 'ON_LOAN'])[1 + n % 2],
      ${at(9)}::timestamptz - (n + 1) * interval '1 minute', (ARRAY['ON_LOAN', 'AVAILABLE'])[1 + n % 2]
    FROM generate_series(1, 200) n`.execute(store.db);
  const { reader } = createCopyHistories({ db: store.db, keepDays: 90, now: () => NOW });
  const begin = async () => {
    const { since, told } = await reader()(ITEM);
    return [since.toISOString(), told[0]?.from?.toISOString() ?? null, told.length];
  };
  expect(await begin()).toEqual(['2025-12-06T12:00:00.000Z', null, 201]);

  await sql`INSERT INTO copy_change (item, at, from_harvest, status, was_as_of, was_status)
    VALUES (${ITEM}, ${at(9)}, false, 'AVAILABLE', ${at(9)}::timestamptz - interval '1 minute', 'ON_LOAN')`.execute(
    store.db,
  );
  expect(await begin()).toEqual(['2026-01-05T05:41:00.000Z', '2026-01-05T05:41:00.000Z', 200]);
});

it('is told of both systems after a move that kept its id, each for its time', async () => {
  const moved = 'bold:item:9' as ItemId;
  await sql`INSERT INTO moved_id VALUES ('ITEM', ${ITEM}, ${moved}, 'lib-arden', ${SYSTEM}, 'bold')`.execute(store.db);
  await sql`INSERT INTO move_phase (library, system, phase, since) VALUES ('lib-arden', ${SYSTEM}, 'ARCHIVED', ${at(12)})`.execute(
    store.db,
  );
  await sql`INSERT INTO move_request (library, source, target, from_phase, phase, state, asked_at, asked_by, asked_role, ended_at)
    VALUES ('lib-arden', ${SYSTEM}, 'bold', 'FROZEN', 'MOVED', 'CONFIRMED', ${at(10)}, 'somebody', 'migration', ${at(11)})`.execute(
    store.db,
  );
  for (const [id, hour, status] of [
    [ITEM, 8, 'AVAILABLE'],
    [ITEM, 9, 'ON_LOAN'],
    [moved, 10, 'ON_LOAN'],
    [moved, 12, 'AVAILABLE'],
    [ITEM, 12, 'LOST'],
  ] as const)
    await keep(id, hour, status);
  const { reader } = createCopyHistories({ db: store.db, keepDays: 90, now: () => NOW });

  for (const id of [ITEM, moved]) {
    const { told } = await reader()(id);
    expect(told.map((span) => [span.from?.getUTCHours(), span.until?.getUTCHours(), span.status])).toEqual([
      [undefined, 9, 'AVAILABLE'],
      [9, 11, 'ON_LOAN'],
      [11, 12, 'ON_LOAN'],
      [12, undefined, 'AVAILABLE'],
    ]);
  }
});
