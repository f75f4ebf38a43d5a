/** The user of the database is replaced as docs/operations.md says: both may work meanwhile, and what either makes is the other's, too. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLogger } from '#platform/logger.ts';
import { openStore, type Store } from '#store/open-store.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/fresh-database.ts';

const name = randomUUID().slice(0, 8);
const before = `mercia_before_${name}`;
const next = `mercia_next_${name}`;
const opened: Store[] = [];
let admin: TestDatabase;

function openAs(user: string): Promise<Store> {
  const { host, port } = admin.connection;
  const databaseUrl = `postgres://${user}@localhost:${port}/${before}?host=${encodeURIComponent(host)}`;
  return openStore({ databaseUrl, dataFolder: '', logger: createLogger('silent'), purpose: 'tool' });
}

beforeAll(async () => {
  admin = await createTestDatabase();
  await sql.raw(`CREATE ROLE ${before} LOGIN`).execute(admin.db);
  await sql.raw(`CREATE DATABASE ${before} OWNER ${before}`).execute(admin.db);
});

afterAll(async () => {
  await Promise.all(opened.map((store) => store.close()));
  for (const what of [`DATABASE ${before}`, `ROLE ${next}`, `ROLE ${before}`]) {
    await sql.raw(`DROP ${what}`).execute(admin.db);
  }
  await admin.close();
});

it('loses nothing: the next user owns what the one before made, and the other way round', async () => {
  const old = await openAs(before);
  opened.push(old);
  await sql.raw(`CREATE ROLE ${next} LOGIN IN ROLE ${before}`).execute(admin.db);
  await sql.raw(`ALTER ROLE ${next} SET role = ${before}`).execute(admin.db);
  const fresh = await openAs(next);
  opened.push(fresh);

  const { rows } = await sql<{ login: string; acts: string }>`
    SELECT session_user AS login, current_user AS acts`.execute(fresh.db);
  expect(rows).toEqual([{ login: next, acts: before }]);
  await sql`CREATE TABLE made_by_the_next (n integer)`.execute(fresh.db);
  await sql`DROP TABLE made_by_the_next`.execute(old.db);
  await sql`ALTER TABLE setting ADD COLUMN made_later integer`.execute(fresh.db);

  await sql.raw(`ALTER ROLE ${before} NOLOGIN`).execute(admin.db);
  await sql`SELECT made_later FROM setting`.execute(fresh.db);
  await expect(openAs(before)).rejects.toThrow('the server refused the user or the password');
});
