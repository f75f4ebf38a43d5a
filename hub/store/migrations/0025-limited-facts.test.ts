import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { withTestDatabase } from '#tests/support/database.ts';
import { limitedFacts } from './0025-limited-facts.ts';

const store = withTestDatabase();

it('facts that do not say what their system could not tell are not told as last known any more', async () => {
  const statements = [
    sql`INSERT INTO last_known (holding, as_of, whole, facts) VALUES ('north:holding:1@qe', now(), true, '{"items":[]}')`,
    sql`INSERT INTO last_known_item (item, as_of, facts) VALUES ('north:item:1', now(), '{}')`,
  ];
  for (const statement of statements) await statement.execute(store.db);

  await limitedFacts.up(store.db);

  const { rows } = await sql`SELECT holding AS id FROM last_known UNION ALL SELECT item FROM last_known_item`.execute(
    store.db,
  );
  expect(rows).toEqual([]);
});
