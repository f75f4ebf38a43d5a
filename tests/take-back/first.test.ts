/** What a part does first, where its database answered a moment ago and has no connection left now. */
import { buildHub, type Hub } from '#cli/graph/hub.ts';
import { takeBackFirst } from '#cli/graph/take-back.ts';
import { findRegion } from '#cli/region/region-source.ts';
import { readSettings } from '#cli/settings.ts';
import type { SystemId } from '#domain/ids.ts';
import { describeDemoRegion } from '#demo/region-text.ts';
import { createLogger } from '#platform/logger.ts';
import { openStore } from '#store/open-store.ts';
import { createTestDatabase, databaseUrl, type TestDatabase } from '#tests/support/fresh-database.ts';
import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { appendToRegister } from '#take-back/index.ts';
import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';

/** Of the whole server: no other test has one of that name. */
const ROLE = `first_${process.pid}`;

const folder = makeTemporaryFolder();
const logger = createLogger('silent');
let database: TestDatabase;
let hub: Hub;

async function limitConnections(most: number): Promise<void> {
  await sql`ALTER ROLE ${sql.id(ROLE)} CONNECTION LIMIT ${sql.raw(String(most))}`.execute(database.db);
  await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = ${ROLE}`.execute(database.db);
}

beforeAll(async () => {
  database = await createTestDatabase();
  const role = sql.id(ROLE);
  await sql`CREATE ROLE ${role} LOGIN`.execute(database.db);
  await sql`GRANT ALL ON ALL TABLES IN SCHEMA public TO ${role}`.execute(database.db);
  const region = join(folder.path, 'region.yaml');
  writeFileSync(region, describeDemoRegion('127.0.0.1', 9).regionText);
  const settings = readSettings({ region, data: folder.path, logLevel: 'silent' });
  const url = databaseUrl(database).replace(`${database.connection.user}@`, `${ROLE}@`);
  const store = await openStore({ databaseUrl: url, dataFolder: folder.path, logger, purpose: 'part' });
  hub = buildHub(await findRegion(settings), settings, store, { only: [] });
});

afterAll(async () => {
  await hub.close();
  await sql`DROP OWNED BY ${sql.id(ROLE)}`.execute(database.db);
  await sql`DROP ROLE ${sql.id(ROLE)}`.execute(database.db);
  await database.close();
  folder.remove();
});

/** The database is usable when it is asked, and has no connection left right afterwards. */
async function begin(): Promise<void> {
  const { store } = hub;
  const state = await store.state();
  expect(state).toEqual({ usable: true, problem: null });
  await limitConnections(0);
  const { db, jobs, settled } = store;
  await takeBackFirst(
    { ...hub, store: { db, jobs, settled, state: () => Promise.resolve(state) } },
    new AbortController().signal,
  );
}

it('keeps no part from starting where nothing was taken back on this machine', async () => {
  await begin();

  await limitConnections(20);
});

it('is waited for where something was: nothing is served before that is hidden', async () => {
  const [takeBack, at] = [randomUUID(), new Date()];
  const record = { takeBack, at, systemId: 'koha-a' as SystemId, localId: '1', digest: null };
  await sql`INSERT INTO take_back (id, at, reason, state) VALUES (${takeBack}, ${at}, 'Incident 12', 'OPEN')`.execute(
    database.db,
  );
  await sql`INSERT INTO taken_back_record (take_back, system_id, record_id) VALUES (${takeBack}, 'koha-a', '1')`.execute(
    database.db,
  );
  await appendToRegister(folder.path, [record]);
  let isDone = false;
  const first = begin().then(() => {
    isDone = true;
  });
  await delay(3_000);
  expect(isDone).toBe(false);

  await limitConnections(20);

  await first;
});
