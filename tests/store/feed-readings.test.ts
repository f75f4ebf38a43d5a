import { createReadingNotes, type Reading } from '#feed-log/index.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { setTimeout as delay } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';

const store = withTestDatabase();

const READING: Reading = { service: 'OAI_PMH', repository: 'editions', caller: '', positions: [], begins: true };

it('keeps who reads feeds while the database takes no writes, and when that was', async () => {
  const { db } = store;
  // One connection, as to a standby that is read from.
  const standby = store.open({ poolSize: 1 });
  await sql`SET default_transaction_read_only = on`.execute(standby);
  const logged: string[] = [];
  const logger = pino({}, { write: (line) => logged.push(line) });
  const notes = createReadingNotes({ db: standby, logger, writeEveryMs: 50 });
  onTestFinished(() => notes.close());
  const warned = (): boolean => logged.some((line) => line.includes('it could not be written down'));

  notes.note({ ...READING, caller: 'early', positions: [3, 7] });
  await expect.poll(warned).toBe(true);
  notes.note({ ...READING, caller: 'early', positions: [9], begins: false });
  notes.note({ ...READING, caller: 'late' });
  const { rows: reads } = await sql<{ until: Date }>`SELECT clock_timestamp() AS until`.execute(db);
  // Some turns more go by before it is written.
  await delay(300);
  await sql`SET default_transaction_read_only = off`.execute(standby);

  const written = async () =>
    (await db.selectFrom('feed_reading').selectAll().orderBy('caller').execute()).map(
      ({ caller, requests, from_position: from, to_position: to }) => ({ caller, requests, from, to }),
    );
  await expect.poll(written).toEqual([
    { caller: 'early', requests: 1, from: 3, to: 9 },
    { caller: 'late', requests: 1, from: null, to: null },
  ]);
  const { rows: last } = await sql<{ at: Date }>`SELECT max(last_at) AS at FROM feed_reading`.execute(db);
  expect(Number(last[0]?.at) - Number(reads[0]?.until)).toBeLessThan(250);
  expect(logged).toHaveLength(1);
});
