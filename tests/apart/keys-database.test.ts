/** A gateway of its own process whose user of the database may read the keys alone, and is then refused. */
import { describeDemoRegion } from '#demo/region-text.ts';
import { createTestDatabase, databaseUrl, type TestDatabase } from '#tests/support/fresh-database.ts';
import { makeTemporaryFolder, runMercia, type MerciaProcess } from '#tests/support/mercia-process.ts';
import { sql } from 'kysely';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findFreePorts } from './free-ports.ts';

/** Of the whole server: no other test has one of that name. */
const ROLE = `keys_${process.pid}`;
/** Nobody listens there. */
const CLOSED_PORT = 9;
const POLL = { timeout: 30_000, interval: 200 };

const folder = makeTemporaryFolder();
let database: TestDatabase;
let gateway: MerciaProcess;
let [graph, metrics] = ['', ''];

beforeAll(async () => {
  database = await createTestDatabase();
  await sql`CREATE ROLE ${sql.id(ROLE)} LOGIN`.execute(database.db);
  await sql`GRANT SELECT ON api_key TO ${sql.id(ROLE)}`.execute(database.db);
  const demo = describeDemoRegion('127.0.0.1', CLOSED_PORT);
  const region = join(folder.path, 'region.yaml');
  writeFileSync(region, demo.regionText);
  gateway = runMercia(['serve', 'gateway', '--region', region, '--port', '0'], {
    ...demo.env,
    MERCIA_CONTEXT_SECRET: 'a secret that only this gateway has',
    MERCIA_METRICS_PORT: String(await findFreePorts(1)),
    DATABASE_URL: databaseUrl(database).replace(`${database.connection.user}@`, `${ROLE}@`),
  });
  [, metrics = ''] = await gateway.printed(/Metrics are at (\S+)/);
  [, graph = ''] = await gateway.printed(/listens on (\S+)/);
}, 90_000);

afterAll(async () => {
  gateway.child.kill('SIGKILL');
  await gateway.ended;
  await sql`DROP OWNED BY ${sql.id(ROLE)}`.execute(database.db);
  await sql`DROP ROLE ${sql.id(ROLE)}`.execute(database.db);
  await database.close();
  folder.remove();
});

async function usable(): Promise<string | undefined> {
  return /^mercia_database_usable (\d)$/m.exec(await (await fetch(metrics)).text())?.[1];
}

async function problem(): Promise<string | undefined> {
  return ((await (await fetch(new URL('/ready', graph))).json()) as { problem?: string }).problem;
}

it('says at /ready and in its metrics that it can look up no key', { timeout: 90_000 }, async () => {
  await expect.poll(usable, POLL).toBe('1');
  expect(await problem()).toBeUndefined();

  await sql`ALTER ROLE ${sql.id(ROLE)} NOLOGIN`.execute(database.db);
  await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = ${ROLE}`.execute(database.db);

  await expect.poll(usable, POLL).toBe('0');
  await expect.poll(problem, POLL).toMatch(/^keys: database: the server refused the user or the password/);

  await sql`ALTER ROLE ${sql.id(ROLE)} LOGIN`.execute(database.db);
  await expect.poll(usable, POLL).toBe('1');
});
