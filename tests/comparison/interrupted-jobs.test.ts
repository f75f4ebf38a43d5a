/** Jobs whose database goes away under them, and one that is cancelled as it begins. */
import { askForJob, cancelJob, findJob } from '#comparison/jobs/job.ts';
import { startJobWorker, doNextJob, type JobWork } from '#comparison/jobs/worker.ts';
import { askForSnapshot, findSnapshot, snapshotWork, TAKE_SNAPSHOT } from '#comparison/index.ts';
import { createLogger } from '#platform/logger.ts';
import { region } from '#tests/catalogue/catalogue-world.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';

const store = withTestDatabase();
const AT = new Date('2025-03-01T12:30:00Z');
const clock = (): Date => AT;
const logger = createLogger('silent');

const END_ALL = sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`;

/** Takes a snapshot, while the server ends all connections the first times that it looks for something, and for a while after each. */
async function takeWhileInterrupted(name: string, times: number, awayMs: number) {
  let looked = 0;
  const other = store.open();
  const goingOn: Promise<void>[] = [];
  const endFor = async (ms: number): Promise<void> => {
    const until = performance.now() + ms;
    do {
      await END_ALL.execute(other);
      await setTimeout(1);
    } while (performance.now() < until);
  };
  const finder = {
    what: 'trouble',
    async find(db: typeof store.db) {
      looked += 1;
      if (looked > times) return;
      goingOn.push(endFor(awayMs));
      await sql`SELECT pg_sleep(10)`.execute(db);
    },
  };
  const { db } = store;
  const asked = { name, note: null, systems: null, askedBy: { by: 'test', role: 'migration' }, at: AT };
  const { job } = await askForSnapshot(db, region, asked);
  const ending = new AbortController();
  const kinds = { [TAKE_SNAPSHOT]: snapshotWork({ db, finders: [finder], clock }) };
  const worker = startJobWorker({ db, kinds, clock, logger, signal: ending.signal, lookEveryMs: 10 });
  try {
    const isOver = async (): Promise<boolean> => (await findJob(db, job.id))?.finishedAt !== null;
    await expect.poll(isOver, { interval: 20, timeout: 20_000 }).toBe(true);
  } finally {
    ending.abort();
    await worker.done;
    await Promise.all(goingOn);
  }
  return {
    looked,
    job: (await findJob(db, job.id))?.state,
    snapshot: (await findSnapshot(db, name))?.state,
  };
}

describe('a job', () => {
  it('is begun again after the database was away for a moment', async () => {
    expect(await takeWhileInterrupted('once', 1, 0)).toEqual({ looked: 2, job: 'DONE', snapshot: 'WHOLE' });
  });

  it('is given up if the database goes away under it each time', async () => {
    const { looked, ...ended } = await takeWhileInterrupted('each time', 99, 300);

    expect(ended).toEqual({ job: 'FAILED', snapshot: 'FAILED' });
    // It may also have been interrupted before it looked.
    expect(looked).toBeLessThanOrEqual(4);
  });

  it('stays cancelled if that was as it began', async () => {
    const { db } = store;
    const { id } = await askForJob(db, { kind: 'LOOK', parameters: {}, askedBy: 'test', at: AT });
    let begun = 0;
    const work: JobWork = () => Promise.resolve(void (begun += 1));
    const { signal } = new AbortController();
    const doing = await db.transaction().execute(async (transaction) => {
      await cancelJob(transaction, id, AT);
      const started = doNextJob({ db: store.open(), kinds: { LOOK: work }, clock, logger, signal });
      await expect.poll(waiting, { interval: 5, timeout: 20_000 }).toBe(1);
      return { started };
    });
    await doing.started;

    expect([begun, (await findJob(db, id))?.state]).toEqual([0, 'CANCELLED']);
  });
});

async function waiting(): Promise<number> {
  const { rows } = await sql<{ count: number }>`SELECT count(*) AS count FROM pg_stat_activity
    WHERE wait_event_type = 'Lock' AND datname = current_database()`.execute(store.db);
  return rows[0]?.count ?? 0;
}
