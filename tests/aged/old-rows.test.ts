import { CHORES } from '#cli/graph/old-rows.ts';
import type { SystemId } from '#domain/ids.ts';
import { SWEEP_START, sweepKnown } from '#store/repositories/last-known/sweep.ts';
import type { Database } from '#store/tables.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { harvestStatus } from '#union-index/harvest/index.ts';
import { sql, type Kysely } from 'kysely';
import { expect, it } from 'vitest';
import { inventAge, makeHarvestState } from './invent-age.ts';

const store = withTestDatabase();
const NOW = new Date('2026-11-30T00:00:00Z');
const SYSTEMS = ['east', 'north', 'south', 'west'].map((id) => id as SystemId);
const settings = { actionDays: 730, readerRowsDays: 30 };
const DAY_MS = 86_400_000;
const daysAgo = (days: number): Date => new Date(NOW.getTime() - days * DAY_MS);

async function removeAll(db: Kysely<Database>): Promise<ReadonlyMap<string, number>> {
  const { signal } = new AbortController();
  const removed = new Map<string, number>();
  for (const { table, remove } of CHORES) {
    removed.set(table, await remove({ db, settings, systems: SYSTEMS, now: NOW, signal }));
  }
  return removed;
}

async function count(table: string, where = sql`true`): Promise<number> {
  const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM ${sql.table(table)} WHERE ${where}`.execute(
    store.db,
  );
  return rows[0]?.n ?? 0;
}

it('leaves of two years what is still read, also if several processes remove the rest', async () => {
  await inventAge(store.db, {
    systems: SYSTEMS,
    days: 750,
    runsPerDay: 2,
    records: 400,
    changesPerDay: 24,
    actionsPerDay: 2,
    lastKnownDays: 200,
    now: NOW,
  });
  await makeHarvestState(store.db);
  // A system that nobody harvests any more, and followers that are behind.
  await sql`DELETE FROM harvest_run WHERE started_at > ${daysAgo(100)}::timestamptz
    AND system = (SELECT id FROM system WHERE system_id = 'east')`.execute(store.db);
  // Switched off: its last run fails for ever.
  await sql`INSERT INTO harvest_run (system, kind, started_at, updated_at, problem) SELECT id, 'full', ${daysAgo(90)}::timestamptz, ${NOW}::timestamptz,
    'LMS_UNAVAILABLE' FROM system WHERE system_id = 'east'`.execute(store.db);
  await sql`INSERT INTO feed_state (epoch, fingerprint, began_at, change_seq, position, datestamp)
    VALUES ('e', 'f', now(), 17000, 0, now())`.execute(store.db);
  await sql`INSERT INTO term_state (change_seq) VALUES (15500)`.execute(store.db);
  const before = await harvestStatus(store.db, SYSTEMS, NOW);
  expect(await count('change')).toBe(18_000);

  const both = await Promise.all([removeAll(store.db), removeAll(store.open())]);

  const removed = (table: string): number => both.reduce((sum, one) => sum + (one.get(table) ?? 0), 0);
  expect(await count('change')).toBe(2_500);
  expect(await count('change', sql`seq <= 15500`)).toBe(0);
  expect(removed('change')).toBe(15_500);
  // Fourteen days of three systems; of the fourth the newest run, which may be gone on with, and the newest that came to its end.
  expect(await count('harvest_run')).toBe(3 * 14 * 2 + 2);
  expect(await count('harvest_run', sql`started_at < ${daysAgo(99)}::timestamptz AND finished_at IS NOT NULL`)).toBe(1);
  expect(await count('action', sql`at < ${daysAgo(730)}::timestamptz`)).toBe(0);
  expect(await count('action', sql`kind <> 'RETENTION'`)).toBe(2 * 730 + 1);
  expect(await count('feed_reading')).toBe(90 + 1);
  expect(await count('comparison_job')).toBe(366);
  expect(await harvestStatus(store.db, SYSTEMS, NOW)).toEqual(before);

  // Nothing is left to be removed.
  expect(new Set((await removeAll(store.db)).values())).toEqual(new Set([0]));
  await sql`UPDATE term_state SET change_seq = 18000`.execute(store.db);
  expect((await removeAll(store.db)).get('change')).toBe(1_500);
});

it('goes round the last-known facts in small steps, and passes by a row that somebody writes', async () => {
  expect(await count('last_known')).toBe(400);
  const old = sql`as_of < ${daysAgo(90)}::timestamptz`;
  const { rows } = await sql<{ holding: string }>`SELECT holding FROM last_known WHERE ${old} LIMIT 1`.execute(
    store.db,
  );
  const sweepAll = async (): Promise<void> => {
    let place = SWEEP_START;
    do place = await sweepKnown(store.db, place, daysAgo(90), 150);
    while (place.holding !== '');
  };

  await store
    .open()
    .transaction()
    .execute(async (writing) => {
      await sql`SELECT FROM last_known WHERE holding = ${rows[0]?.holding} FOR UPDATE`.execute(writing);
      await sweepAll();
    });

  expect(await count('last_known', old)).toBe(1);
  await sweepAll();
  expect(await count('last_known', old)).toBe(0);
  expect(await count('last_known')).toBe(182);
});

it('removes how copies changed in small steps, and passes by a row that somebody has hold of', async () => {
  const { db } = store;
  await sql`INSERT INTO copy_change (item, at, from_harvest, status, was_as_of, was_status)
    SELECT 'north:item:' || n, ${NOW}::timestamptz - n * interval '1 minute', false, 'ON_LOAN', now(), 'AVAILABLE'
    FROM generate_series(1, 55000) AS n`.execute(db);
  const isOld = sql`at < ${daysAgo(30)}::timestamptz`;
  expect(await count('copy_change', isOld)).toBe(11_800);
  const chore = CHORES.find(({ table }) => table === 'copy_change');
  const asked = { settings, systems: SYSTEMS, now: NOW, signal: new AbortController().signal };
  const removeFrom = (other: Kysely<Database>): Promise<number> | undefined => chore?.remove({ db: other, ...asked });

  await db.transaction().execute(async (writing) => {
    await sql`SELECT FROM copy_change WHERE item = 'north:item:50000' FOR UPDATE`.execute(writing);
    expect(await removeFrom(store.open())).toBe(11_799);
  });

  expect(await removeFrom(db)).toBe(1);
  expect(await count('copy_change')).toBe(43_200);
});
