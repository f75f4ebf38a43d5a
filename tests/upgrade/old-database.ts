/** Databases as versions before this one made them: `make-old-data.sh` says how. */
import { connectOnce } from '#store/database.ts';
import { createBareDatabase, type TestDatabase } from '#tests/support/fresh-database.ts';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export type OldVersion = 'without-feeds' | 'with-feeds';

/** Its tables and rows, not migrated; the caller closes it. */
export async function createOldDatabase(version: OldVersion): Promise<TestDatabase> {
  const statements = gunzipSync(readFileSync(new URL(`${version}.sql.gz`, import.meta.url))).toString('utf8');
  const database = await createBareDatabase();
  // What the statements set for their session ends with it.
  const { client } = await connectOnce({ connection: database.connection }, 'test');
  try {
    await client.query(statements);
  } finally {
    await client.end();
  }
  return database;
}
