import { createLogger } from '#platform/logger.ts';
import type { Database } from '#store/tables.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { startTermKeeper } from '#search/terms/index.ts';
import { sql, type Kysely } from 'kysely';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { applyPage, emptyIndex, harvested, matchWaiting, pageOf } from './index-world.ts';
import { marcOf } from './marc-lines.ts';

const store = withTestDatabase();
beforeEach(async () => {
  await emptyIndex(store.db);
  await sql`TRUNCATE search_term, browse_doc, term_state, term_count, harvest_lease`.execute(store.db);
});

function start(db: Kysely<Database>) {
  const stop = new AbortController();
  const done = startTermKeeper({
    db,
    clock: () => new Date(),
    logger: createLogger('silent'),
    signal: stop.signal,
    lookEveryMs: 5,
  });
  const end = async (): Promise<void> => {
    stop.abort();
    await done;
  };
  onTestFinished(end);
  return { end };
}

async function bring(localId: string, author: string): Promise<void> {
  const marc = marcOf(`001 ${localId}`, `100 1_ $a ${author}`, `245 10 $a Title ${localId}`);
  await applyPage(store.db, 'north', pageOf([harvested(localId, marc, { owners: ['NQ'] })]));
}

/** What comes within a moment, unless the machine is busy. */
function untilAuthorsAre(...authors: readonly string[]): Promise<void> {
  return vi.waitFor(
    async () => {
      const { rows } = await sql<{ term: string }>`
        SELECT term FROM search_term WHERE kind = 'CREATOR' ORDER BY key`.execute(store.db);
      expect(rows.map(({ term }) => term)).toEqual(authors);
    },
    { timeout: 20_000, interval: 20 },
  );
}

async function keepers(): Promise<readonly number[]> {
  const { rows } = await sql<{ pid: number }>`
    SELECT l.pid FROM pg_locks l JOIN pg_database d ON d.oid = l.database
    WHERE l.locktype = 'advisory' AND l.granted AND l.objid = 20254 AND d.datname = current_database()`.execute(
    store.db,
  );
  return rows.map(({ pid }) => pid);
}

it('is one, of all processes that would keep terms; another takes over when it ends', async () => {
  await bring('1', 'Adams, Ann');
  const first = start(store.open());
  await untilAuthorsAre('Adams, Ann');
  const [keeper] = await keepers();
  start(store.open());
  await bring('2', 'Brown, Bea');
  await untilAuthorsAre('Adams, Ann', 'Brown, Bea');
  expect(await keepers()).toEqual([keeper]);

  await first.end();
  await bring('3', 'Clark, Cy');
  await untilAuthorsAre('Adams, Ann', 'Brown, Bea', 'Clark, Cy');
  expect(await keepers()).not.toContain(keeper);
});

it('goes on after it failed, and loses nothing', async () => {
  start(store.open());
  await sql`ALTER TABLE browse_doc ADD CONSTRAINT no_room CHECK (cardinality(creators) = 0)`.execute(store.db);
  await bring('1', 'Adams, Ann');
  await new Promise((resolve) => setTimeout(resolve, 100));
  await untilAuthorsAre();

  await sql`ALTER TABLE browse_doc DROP CONSTRAINT no_room`.execute(store.db);

  await untilAuthorsAre('Adams, Ann');
});

it('keeps nobody from writing editions', async () => {
  await bring('1', 'Adams, Ann');
  start(store.open());
  await untilAuthorsAre('Adams, Ann');

  await store.db.transaction().execute(async (transaction) => {
    // What the keeper holds while it works, held as long as can be; what it takes first is taken first here, too.
    await sql`LOCK TABLE term_state, search_term, browse_doc, term_count`.execute(transaction);
    await bring('2', 'Brown, Bea');
  });

  await untilAuthorsAre('Adams, Ann', 'Brown, Bea');
});

it('goes on while a harvest lets a few new records wait to be matched', async () => {
  await bring('1', 'Adams, Ann');
  start(store.open());
  await untilAuthorsAre('Adams, Ann');
  // A full harvest of every night, which takes hours at a large system.
  await sql`UPDATE harvest_state SET last_complete_at = clock_timestamp()`.execute(store.db);
  await sql`INSERT INTO harvest_lease (system, holder, expires_at)
    SELECT id, 'test', clock_timestamp() + interval '1 hour' FROM system WHERE system_id = 'north'`.execute(store.db);
  const waiting = harvested('2', marcOf('001 2', '100 1_ $a Brown, Bea', '245 10 $a Title 2'), { owners: ['NQ'] });
  await applyPage(store.db, 'north', pageOf([waiting]), undefined, 'later');

  await bring('3', 'Clark, Cy');

  await untilAuthorsAre('Adams, Ann', 'Clark, Cy');
  await matchWaiting(store.db);
  await untilAuthorsAre('Adams, Ann', 'Brown, Bea', 'Clark, Cy');
});
