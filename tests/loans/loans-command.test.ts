/** `mercia loans` as an operator types it, over the demonstration's systems. */
import { startDemoRegion, type RunningDemo } from '#demo/index.ts';
import { createLogger } from '#platform/logger.ts';
import { createTestDatabase, databaseUrl, type TestDatabase } from '#tests/support/fresh-database.ts';
import { makeTemporaryFolder, runMercia } from '#tests/support/mercia-process.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const folder = makeTemporaryFolder();
let demo: RunningDemo;
let database: TestDatabase;

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(...args: readonly string[]): Promise<Ran> {
  const flags = ['--region', join(folder.path, 'region.yaml'), '--system', 'koha-c'];
  const mercia = runMercia([...args, ...flags], {
    ...demo.env,
    DATABASE_URL: databaseUrl(database),
    MERCIA_PATRON_SECRET: 'the secret of a region for everything personal',
  });
  const code = await mercia.ended;
  return { code, stdout: mercia.stdout(), stderr: mercia.stderr() };
}

beforeAll(async () => {
  [demo, database] = await Promise.all([
    startDemoRegion({ logger: createLogger('silent'), changeEveryMs: 0 }),
    createTestDatabase(),
  ]);
  writeFileSync(join(folder.path, 'region.yaml'), demo.regionText);
});

afterAll(async () => {
  await Promise.all([demo.close(), database.close()]);
  folder.remove();
});

it('brings the lists that a Koha tells, says how they stand, and fails where the Koha does', async () => {
  await run('harvest');

  const brought = await run('loans', 'harvest');
  expect(brought).toMatchObject({ code: 0, stdout: '' });
  expect(brought.stderr).toMatch(/koha-c OPEN_LOANS: [1-9]\d* kept, \d+ left out/);
  expect(brought.stderr).toMatch(/koha-c USE_COUNTS: [1-9]\d* kept/);

  const koha = demo.systems.find(({ id }) => id === 'koha-c');
  await koha?.simulator.faults.set({ down: true });
  const failed = await run('loans', 'harvest', '--json');
  expect(failed.code).toBe(1);
  expect(JSON.parse(failed.stdout)).toMatchObject({
    system: 'koha-c',
    lists: [{ list: 'OPEN_LOANS', rows: null }, {}, {}],
  });

  const { stdout } = await run('loans', 'status');
  expect(stdout).toMatch(/^koha-c +OPEN_LOANS +\d{4}-\d\d-\d\dT.*LMS_/m);
}, 120_000);
