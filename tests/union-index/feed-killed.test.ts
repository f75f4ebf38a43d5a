import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished, vi } from 'vitest';
import { publishAll, readLog, served } from './feed-world.ts';
import { applyPage, harvested, pageOf } from './index-world.ts';
import { marcOf } from './marc-lines.ts';

const CHILD = fileURLToPath(new URL('feed-publish-child.ts', import.meta.url));
const store = withTestDatabase();
const untouched = withTestDatabase();

function book(n: number) {
  const marc = marcOf(
    `001 ${n}`,
    `245 10 $a ${String.fromCharCode(97 + n)}${String(n * 7919)} of ${String(n * 104_729)}`,
  );
  return harvested(String(n), marc, { owners: ['NQ', 'NW'] });
}

async function waitingForTable(): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`
    SELECT count(*) AS waiting FROM pg_locks WHERE NOT granted AND relation = 'feed_entry'::regclass`.execute(store.db);
  return rows[0]?.waiting ?? 0;
}

it('comes to the same when a publisher is killed in the middle of a batch', async () => {
  const books = Array.from({ length: 10 }, (_, n) => book(n));
  for (const { db } of [store, untouched]) await applyPage(db, 'north', pageOf(books));
  await publishAll(untouched.db, { batch: 3 });
  // The first batch is written; the second has moved the state, and stops at the table of the entries.
  await publishAll(store.db, { batch: 3 });
  await sql`TRUNCATE feed_entry, feed_in_set, feed_set_size`.execute(store.db);
  await sql`UPDATE feed_state SET swept_to = 0, position = 0`.execute(store.db);
  const table = await store.db.startTransaction().execute();
  await sql`LOCK TABLE feed_entry IN SHARE MODE`.execute(table);
  const child = spawn(process.execPath, [CHILD, JSON.stringify(store.connection)], { stdio: 'inherit' });
  onTestFinished(() => void child.kill('SIGKILL'));
  await vi.waitFor(
    async () => {
      expect(await waitingForTable()).toBe(1);
    },
    { timeout: 20_000 },
  );

  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
  await table.commit().execute();
  await publishAll(store.db, { batch: 3 });

  expect(await served(store.db)).toEqual(await served(untouched.db));
  const log = await readLog(store.db);
  expect(log.map(({ position }) => position)).toEqual(log.map((_, place) => place + 1));
});
