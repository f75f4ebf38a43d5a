/** Parts in trouble that passes: another secret, a clock that is off, a database without a free connection. None of them ends. */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeDemoRegion } from '#demo/region-text.ts';
import { createTestDatabase, databaseUrl, type TestDatabase } from '#tests/support/fresh-database.ts';
import { makeTemporaryFolder, runMercia, type MerciaProcess } from '#tests/support/mercia-process.ts';

const SECRET = 'the secret of parts that are in trouble';
/** Nobody listens from here on. */
const CLOSED_PORT = 9;
/** Of the whole server: no other test has one of that name. */
const ROLE = `limited_${process.pid}`;
const PATIENCE = { timeout: 25_000, interval: 100 };
const NO_CONNECTION = 'database: the server has no connection left; raise its max_connections or run fewer processes';

const demo = describeDemoRegion('127.0.0.1', CLOSED_PORT);
const folder = makeTemporaryFolder();
const running: MerciaProcess[] = [];
let database: TestDatabase;
let catalogue: MerciaProcess;
let catalogueUrl: string;
let stranger: Server;

interface Report {
  readonly status: number;
  readonly ready: boolean;
  readonly problem?: string;
}

async function readReady(url: string): Promise<Report> {
  const answer = await fetch(new URL('/ready', url));
  return { ...((await answer.json()) as Omit<Report, 'status'>), status: answer.status };
}

function run(part: string, env: Readonly<Record<string, string>>, ...flags: readonly string[]): MerciaProcess {
  const path = join(folder.path, 'region.yaml');
  const started = runMercia(['serve', part, '--region', path, '--port', '0', ...flags], {
    ...demo.env,
    MERCIA_CONTEXT_SECRET: SECRET,
    ...env,
  });
  running.push(started);
  return started;
}

async function limitConnections(most: number): Promise<void> {
  await sql`ALTER ROLE ${sql.id(ROLE)} CONNECTION LIMIT ${sql.raw(String(most))}`.execute(database.db);
  await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = ${ROLE}`.execute(database.db);
}

beforeAll(async () => {
  writeFileSync(join(folder.path, 'region.yaml'), demo.regionText);
  database = await createTestDatabase();
  const role = sql.id(ROLE);
  await sql`CREATE ROLE ${role} LOGIN CONNECTION LIMIT 0`.execute(database.db);
  await sql`GRANT ALL ON ALL TABLES IN SCHEMA public TO ${role}`.execute(database.db);
  await sql`GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO ${role}`.execute(database.db);
  // What a region has that was harvested once.
  await sql`INSERT INTO setting (key, value) VALUES ('region-ready-since', to_jsonb(now()))`.execute(database.db);
  const url = databaseUrl(database).replace(`${database.connection.user}@`, `${ROLE}@`);
  catalogue = run('catalogue', { DATABASE_URL: url });
  catalogueUrl = (await catalogue.printed(/catalogue listens on (\S+)/))[1] ?? '';
  // A part by all that it says, but for its clock.
  stranger = createServer((_, answer) => {
    answer.setHeader('date', new Date(Date.now() - 30_000).toUTCString()).end('{"ready":true}');
  }).listen(0, '127.0.0.1');
  await once(stranger, 'listening');
}, 60_000);

afterAll(async () => {
  for (const { child, ended } of running) {
    child.kill('SIGKILL');
    await ended;
  }
  stranger.close();
  await sql`DROP OWNED BY ${sql.id(ROLE)}`.execute(database.db);
  await sql`DROP ROLE ${sql.id(ROLE)}`.execute(database.db);
  await database.close();
  folder.remove();
});

describe('a database without a free connection', () => {
  it('keeps no part from starting, and is named', async () => {
    expect(await readReady(catalogueUrl)).toMatchObject({ status: 503, ready: false, problem: NO_CONNECTION });
    await catalogue.printed(/"msg":"The database cannot be used yet/, PATIENCE.timeout);
    expect(catalogue.stderr()).toContain(NO_CONNECTION);
  });

  it('is tried again, and what was ready stays so when it comes back to that', async () => {
    await limitConnections(20);
    await expect.poll(() => readReady(catalogueUrl), PATIENCE).toMatchObject({ status: 200, ready: true });
    expect(await readReady(catalogueUrl)).not.toHaveProperty('problem');

    await limitConnections(0);
    await expect
      .poll(() => readReady(catalogueUrl), PATIENCE)
      .toMatchObject({ status: 200, ready: true, problem: NO_CONNECTION });

    await limitConnections(20);
    await expect.poll(() => readReady(catalogueUrl), PATIENCE).not.toHaveProperty('problem');
    expect(catalogue.child.exitCode).toBeNull();
  });
});

describe('a database that hangs', () => {
  it('is named, and what was ready stays so', async () => {
    const locked = Promise.withResolvers<undefined>();
    const free = Promise.withResolvers<undefined>();
    const lock = database.db.transaction().execute(async (transaction) => {
      await sql`LOCK TABLE harvest_state IN ACCESS EXCLUSIVE MODE`.execute(transaction);
      locked.resolve(undefined);
      await free.promise;
    });
    await Promise.race([locked.promise, lock]);
    try {
      await expect
        .poll(() => readReady(catalogueUrl), PATIENCE)
        .toMatchObject({ status: 200, ready: true, problem: 'the database does not answer' });
    } finally {
      free.resolve(undefined);
      await lock;
    }
    await expect.poll(() => readReady(catalogueUrl), PATIENCE).not.toHaveProperty('problem');
  });
});

describe('a gateway', () => {
  it('is not ready with a circulation router alone whose clock is off: what that tells is not used', async () => {
    const { port } = stranger.address() as AddressInfo;
    const parts = ['--catalogue-url', catalogueUrl, '--circulation-url', `http://127.0.0.1:${port}/graphql`];
    const [, url = ''] = await run('gateway', {}, ...parts).printed(/The gateway of .* listens on (\S+)/);

    const { status, problem } = await readReady(url);

    expect(status).toBe(503);
    expect(problem).toMatch(/^the clock of the circulation part is (29|3\d) s behind ours/);
  });

  it('names the part that refuses it for another secret, and the one whose clock is off', async () => {
    const { port } = stranger.address() as AddressInfo;
    const gateway = run(
      'gateway',
      { MERCIA_CONTEXT_SECRET: 'another secret than that of the catalogue' },
      ...['--catalogue-url', catalogueUrl, '--circulation-url', `http://127.0.0.1:${port}/graphql`],
    );
    const [, url = ''] = await gateway.printed(/The gateway of .* listens on (\S+)/);

    const { status, problem } = await readReady(url);

    expect(status).toBe(503);
    expect(problem).toMatch(
      /^catalogue: it refuses this gateway .*; give all parts of the hub the same MERCIA_CONTEXT_SECRET/,
    );
    expect(problem).toMatch(/; the clock of the circulation part is (29|3\d) s behind ours/);
    expect(gateway.stderr()).toContain('MERCIA_CONTEXT_SECRET');
    expect(gateway.child.exitCode).toBeNull();
  });
});
