/**
 * A process that takes a snapshot is killed in the middle: another goes on with it, and it comes to the same as one that
 * was not killed. The test stops the process where it wants by holding a table.
 */
import { createJobProcesses } from './support/job-processes.ts';
import { createJobKinds } from '#cli/graph/migration.ts';
import { doNextJob } from '#comparison/index.ts';
import { DIMENSIONS_OF } from '#comparison/populations/dimensions.ts';
import { POPULATIONS, type Dimension } from '#domain/comparison.ts';
import { createLogger } from '#platform/logger.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Transaction } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startComparedRegion, type ComparedRegion } from './support/compared-region.ts';
import { rowsOf } from './support/random-cells.ts';

const SYSTEMS = 6;
const processes = createJobProcesses();
let region: ComparedRegion;
let whole: unknown;

beforeAll(async () => {
  region = await startComparedRegion();
  await region.takeSnapshot('not killed');
  whole = await numbersOf('not killed');
}, 120_000);
afterEach(async () => {
  await processes.killAll();
});
afterAll(() => region.close());

async function numbersOf(snapshot: string): Promise<unknown> {
  const all: unknown[] = [];
  for (const of of POPULATIONS) {
    for (const dimension of Object.keys(DIMENSIONS_OF[of]) as Dimension[]) {
      all.push(await rowsOf(region, { snapshot, of, by: [dimension] }));
    }
  }
  const { rows } = await sql`SELECT kind, system, library, subject, in_group, detail FROM snapshot_finding
    WHERE snapshot = (SELECT id FROM snapshot WHERE name = ${snapshot}) ORDER BY kind, subject, in_group, detail::text`.execute(
    region.graph.database.db,
  );
  return [...all, rows];
}

async function ask(name: string): Promise<string> {
  // What other tests left must not be taken for it.
  await region.doJobs();
  const { data } = await region.ask<{ takeSnapshot: { job: { id: string } } }>(
    'mutation ($name: String!) { takeSnapshot(input: {name: $name}) { job { id } } }',
    { name },
  );
  return data.takeSnapshot.job.id;
}

interface Progress {
  readonly state: string;
  readonly step: string | null;
  readonly snapshot: string;
  readonly systems: number;
}

async function progressOf(id: string): Promise<Progress> {
  const { rows } = await sql<Progress>`
    SELECT j.state, j.step, s.state AS snapshot,
      (SELECT count(*) FROM snapshot_system c WHERE c.snapshot = s.id) AS systems
    FROM comparison_job j JOIN snapshot s ON s.id = j.snapshot WHERE j.id = ${id}`.execute(region.graph.database.db);
  const [row] = rows;
  if (row === undefined) throw new Error(`there is no job ${id}`);
  return row;
}

/** Holds a table from when the job has come so far that `isThere`, and works while the process waits for the table. */
async function whileItWaits(
  table: string,
  isThere: () => Promise<boolean>,
  work: (holder: Transaction<Database>) => Promise<void>,
): Promise<void> {
  const { db } = region.graph.database;
  for (let isOver = false; !isOver;) {
    isOver = await db.transaction().execute(async (holder) => {
      // It is given between two transactions of the process: what waits for a table is served in turn.
      await sql`LOCK TABLE ${sql.table(table)} IN ACCESS EXCLUSIVE MODE`.execute(holder);
      if (!(await isThere())) return false;
      await expect.poll(waitingForTable, { interval: 5, timeout: 20_000 }).toBeGreaterThan(0);
      await work(holder);
      return true;
    });
  }
}

async function waitingForTable(): Promise<number> {
  const { rows } = await sql<{ count: number }>`SELECT count(*) AS count FROM pg_stat_activity
    WHERE application_name = 'job child' AND wait_event_type = 'Lock' AND datname = current_database()`.execute(
    region.graph.database.db,
  );
  return rows[0]?.count ?? 0;
}

/** Whether there is a job that nobody holds; it is done then. */
function doOneJob(): Promise<boolean> {
  const { db } = region.graph.database;
  const signal = new AbortController().signal;
  const logger = createLogger('silent');
  return doNextJob({ db, kinds: createJobKinds(db, logger), clock: () => new Date(), logger, signal });
}

describe('a snapshot whose process is killed', () => {
  it('while it copies the systems comes to the same when another goes on, and nobody else begins it before', async () => {
    const id = await ask('killed while copying');
    const child = processes.start(region.graph.database.connection);
    const hasBegun = async (): Promise<boolean> => (await progressOf(id)).systems > 0;
    await whileItWaits('snapshot_item', hasBegun, async () => {
      expect(await doOneJob()).toBe(false);
      await processes.kill(child);
    });
    const left = await progressOf(id);
    expect(left).toMatchObject({ state: 'RUNNING', snapshot: 'TAKING' });
    expect(left.systems).toBeLessThan(SYSTEMS);

    // The server needs a moment to see that the process is gone.
    await expect.poll(doOneJob, { interval: 20, timeout: 20_000 }).toBe(true);
    expect(await progressOf(id)).toMatchObject({ state: 'DONE', snapshot: 'WHOLE', systems: SYSTEMS });
    await region.doJobs();
    expect(await numbersOf('killed while copying')).toEqual(whole);
  }, 120_000);

  it('while it looks for findings comes to the same when another goes on', async () => {
    const id = await ask('killed while finding');
    const child = processes.start(region.graph.database.connection);
    const isFinding = async (): Promise<boolean> => (await progressOf(id)).systems === SYSTEMS;
    await whileItWaits('snapshot_finding', isFinding, () => processes.kill(child));
    expect(await progressOf(id)).toMatchObject({ state: 'RUNNING', snapshot: 'TAKING' });

    await expect.poll(doOneJob, { interval: 20, timeout: 20_000 }).toBe(true);
    expect(await progressOf(id)).toMatchObject({ state: 'DONE', snapshot: 'WHOLE' });
    await region.doJobs();
    expect(await numbersOf('killed while finding')).toEqual(whole);
  }, 120_000);
});

it('a snapshot that somebody cancels ends at the next system, and can be dropped', async () => {
  const id = await ask('cancelled');
  processes.start(region.graph.database.connection);
  const hasBegun = async (): Promise<boolean> => (await progressOf(id)).systems > 0;
  await whileItWaits('snapshot_item', hasBegun, async () => {
    const { data } = await region.ask<{ cancelComparisonJob: { job: { state: string } } }>(
      'mutation ($id: ID!) { cancelComparisonJob(input: {id: $id}) { job { state } } }',
      { id },
    );
    expect(data.cancelComparisonJob.job.state).toBe('CANCELLED');
  });
  await expect.poll(async () => (await progressOf(id)).snapshot, { interval: 10, timeout: 20_000 }).toBe('FAILED');
  const left = await progressOf(id);
  expect(left.state).toBe('CANCELLED');
  expect(left.systems).toBeLessThan(SYSTEMS);
  const { errors } = await region.ask('mutation { dropSnapshot(input: {name: "cancelled"}) { name } }');
  expect(errors).toBeUndefined();
}, 120_000);
