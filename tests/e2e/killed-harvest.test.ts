import { readDemoRegion } from '#cli/region/region-source.ts';
import { startDemoRegion, type RunningDemo } from '#demo/index.ts';
import type { DemoKohaId, DemoSystemId } from '#demo/libraries.ts';
import { createLogger } from '#platform/logger.ts';
import type { KohaSimulator } from '#simulators/koha/index.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/fresh-database.ts';
import { makeTemporaryFolder, projectRoot } from '#tests/support/mercia-process.ts';
import { sql } from 'kysely';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { contentOf, differences } from './support/index-content.ts';
import { startGraph } from './support/whole-graph.ts';

const MAIN = join(projectRoot, 'doors', 'cli', 'main.ts');
const PAGE_SIZE = 100;
/** By OAI-PMH, as most are; before a release by REST alone, too. */
const CUT_SHORT: readonly DemoKohaId[] = ['koha-a', 'koha-b'];

const folder = makeTemporaryFolder();
const children = new Set<ChildProcess>();
let demo: RunningDemo;
let database: TestDatabase;
let regionFile: string;

beforeAll(async () => {
  demo = await startDemoRegion({ logger: createLogger('silent'), changeEveryMs: 0 });
  database = await createTestDatabase();
  regionFile = join(folder.path, 'region.yaml');
  await writeFile(regionFile, demo.regionText);
});
afterEach(async () => {
  for (const child of children) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  children.clear();
  await Promise.all(demo.systems.map(({ simulator }) => simulator.faults.clear()));
});
afterAll(async () => {
  await demo.close();
  await database.close();
  folder.remove();
});

function simulatorOf(id: DemoKohaId): KohaSimulator {
  const found = demo.systems.find((system) => system.id === id);
  if (found === undefined || found.id === 'symphony-d') throw new Error(`no ${id}`);
  return found.simulator;
}

/** `mercia harvest` of one system as a process of its own: the one that holds the lease, and no launcher before it. */
function startHarvest(id: DemoSystemId): ChildProcess {
  const { host, port, user, database: name } = database.connection;
  const url = `postgresql://${user}@localhost:${port}/${name}?host=${encodeURIComponent(host)}`;
  const child = spawn(process.execPath, [MAIN, 'harvest', '--region', regionFile, '--system', id, '--json'], {
    cwd: folder.path,
    env: { ...process.env, ...demo.env, DATABASE_URL: url },
    // Its progress is for people.
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  children.add(child);
  return child;
}

async function finishHarvest(id: DemoSystemId): Promise<unknown> {
  const child = startHarvest(id);
  const [printed] = await Promise.all([child.stdout === null ? '' : text(child.stdout), once(child, 'exit')]);
  return JSON.parse(printed);
}

async function kill(child: ChildProcess): Promise<void> {
  expect(child.exitCode).toBeNull();
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  expect(await exited).toEqual([null, 'SIGKILL']);
}

interface Run {
  readonly records: number;
  readonly finished_at: Date | null;
}

async function runsOf(id: DemoKohaId): Promise<readonly Run[]> {
  return await database.db
    .selectFrom('harvest_run')
    .innerJoin('system', 'system.id', 'harvest_run.system')
    .select(['records', 'finished_at'])
    .where('system_id', '=', id)
    .orderBy('harvest_run.id')
    .execute();
}

async function countRecords(id: DemoKohaId): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM record r JOIN system s ON s.id = r.system WHERE s.system_id = ${id}`.execute(
    database.db,
  );
  return rows[0]?.count ?? 0;
}

/** Calls before the first page of a system harvested by REST: the highest number of a copy, and how many there are. */
const COUNTED_FIRST = 2;

/** Waits until so many records are in the index for good. */
async function untilHarvested(id: DemoKohaId, records: number): Promise<void> {
  await expect.poll(async () => (await runsOf(id)).at(-1)?.records ?? 0, { interval: 2 }).toBe(records);
}

/** Lets the system answer so many more calls of a kind; the next one hangs, its request read and never answered. */
async function hangAfter(id: DemoKohaId, kind: string, answered: number): Promise<void> {
  const { calls, faults } = simulatorOf(id);
  calls.clear();
  while (calls.count(kind) < answered) await nextTurn();
  await faults.set({ hang: true, only: [kind] });
  while (calls.count(kind) === answered) await nextTurn();
}

/** How many harvesters stand inside a transaction because of a lock of the test's. */
async function waitingForTable(): Promise<number> {
  const { rows } = await sql`SELECT 1 FROM pg_stat_activity WHERE datname = current_database()
    AND application_name = 'mercia' AND wait_event = 'relation' AND xact_start IS NOT NULL`.execute(database.db);
  return rows.length;
}

describe('a harvest that is cut short by SIGKILL and begun again', { timeout: 150_000 }, () => {
  it('loses and doubles nothing of a system with OAI-PMH: killed while a page is fetched, then while one is written', async () => {
    const fetching = startHarvest('koha-a');
    await hangAfter('koha-a', 'oai:ListRecords', 3);
    await untilHarvested('koha-a', 3 * PAGE_SIZE);
    await kill(fetching);
    await simulatorOf('koha-a').faults.clear();
    expect(await countRecords('koha-a')).toBe(3 * PAGE_SIZE);

    // The next one goes on, and comes to stand in the middle of the transaction of a page: the test holds a table.
    const writing = await database.db.transaction().execute(async (holder) => {
      await sql`LOCK TABLE item IN ACCESS EXCLUSIVE MODE`.execute(holder);
      const child = startHarvest('koha-a');
      await expect.poll(waitingForTable, { interval: 5 }).toBe(1);
      // In its own eyes the page is half there; to all others it is not.
      expect((await runsOf('koha-a')).at(-1)?.records).toBe(3 * PAGE_SIZE);
      await kill(child);
      return child;
    });
    expect(writing.signalCode).toBe('SIGKILL');
    expect(await countRecords('koha-a')).toBe(3 * PAGE_SIZE);
    expect(await runsOf('koha-a')).toEqual([{ records: 3 * PAGE_SIZE, finished_at: null }]);

    const size = simulatorOf('koha-a').world.biblios.size;
    expect(await finishHarvest('koha-a')).toMatchObject({
      system: 'koha-a',
      kind: 'full',
      resumed: true,
      records: size,
      deletions: 0,
      rejects: 0,
      problem: null,
    });
    expect(await countRecords('koha-a')).toBe(size);
  });

  it('loses and doubles nothing of a system with REST alone: killed between the calls of one page', async () => {
    const child = startHarvest('koha-b');
    await hangAfter('koha-b', 'items', COUNTED_FIRST + 2);
    await untilHarvested('koha-b', 2 * PAGE_SIZE);
    await kill(child);
    await simulatorOf('koha-b').faults.clear();
    expect(await countRecords('koha-b')).toBe(2 * PAGE_SIZE);

    const size = simulatorOf('koha-b').world.biblios.size;
    expect(await finishHarvest('koha-b')).toMatchObject({
      resumed: true,
      records: size,
      deletions: 0,
      problem: null,
    });
    expect(await countRecords('koha-b')).toBe(size);
  });

  it('ends with the very index that a harvest without a stop makes', async () => {
    const graph = await startGraph(readDemoRegion({ regionText: demo.regionText, secrets: demo.env }));
    try {
      for (const id of CUT_SHORT) await graph.harvest([id]);
      const whole = await contentOf(graph.database.db);
      const cutShort = await contentOf(database.db);

      expect(whole.counts.record).toBe(CUT_SHORT.reduce((sum, id) => sum + simulatorOf(id).world.biblios.size, 0));
      expect(cutShort.counts).toEqual(whole.counts);
      expect(cutShort.rejects).toEqual(whole.rejects);
      expect(differences(cutShort, whole)).toEqual([]);
      expect(await database.db.selectFrom('harvest_lease').selectAll().execute()).toEqual([]);
    } finally {
      await graph.close();
    }
  });
});
