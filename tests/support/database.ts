import { afterAll, beforeAll } from 'vitest';
import { createTestDatabase, type TestDatabase } from './fresh-database.ts';

/**
 * Gives the tests of a file (or of a `describe`) one fresh migrated database: made before them, dropped after them.
 * `const store = withTestDatabase();` then `store.db` inside the tests.
 */
export function withTestDatabase(): Pick<TestDatabase, 'db' | 'connection' | 'open'> {
  let database: TestDatabase | undefined;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await database?.close();
  });

  function get(): TestDatabase {
    if (database === undefined) throw new Error('the test database is there inside tests and hooks only');
    return database;
  }
  return {
    get db() {
      return get().db;
    },
    get connection() {
      return get().connection;
    },
    open: (options) => get().open(options),
  };
}
