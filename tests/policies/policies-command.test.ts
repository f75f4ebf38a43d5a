/** `mercia policies` as an operator types it, over the demonstration's systems. */
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

async function run(part: 'read' | 'status') {
  const env = { ...demo.env, DATABASE_URL: databaseUrl(database) };
  const mercia = runMercia(['policies', part, '--region', join(folder.path, 'region.yaml')], env);
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

it('reads every system, keeps what was read when one fails, and says which tells no rules', async () => {
  const first = await run('read');
  expect(first).toMatchObject({ code: 0, stdout: '' });
  expect(first.stderr).toMatch(/koha-a: [1-9]\d* codes, [1-9]\d* rules/);
  expect(first.stderr).toMatch(/koha-c: [1-9]\d* codes, no rules told/);
  expect(first.stderr).toMatch(/symphony-d: [1-9]\d* codes, 7 rules/);

  await demo.systems.find(({ id }) => id === 'koha-a')?.simulator.faults.set({ down: true });
  const second = await run('read');
  expect(second.code).toBe(1);
  expect(second.stderr).toContain('[koha-a]');

  const { stdout } = await run('status');
  expect(stdout).toMatch(/^koha-a +\d{4}-\S+ +BRANCH 6, .*PATRON_CATEGORY 4.* [1-9]\d* +LMS_/m);
  expect(stdout).toMatch(/^koha-c .* not told *$/m);
}, 120_000);
