import { findLinks, makeLinkTable } from '#moving/target/links-of-plan.ts';
import type { SystemId } from '#domain/ids.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { expect, it } from 'vitest';

const store = withTestDatabase();
const NORTH = 'north' as SystemId;

it('finds the other links where a record has a number with a character that the database refuses', async () => {
  await sql`INSERT INTO system (system_id) VALUES ('north')`.execute(store.db);

  const found = await store.db.transaction().execute(async (transaction) => {
    await makeLinkTable(transaction, 1);
    await sql`INSERT INTO target_link (system, local_id, goes, base_system, base_id)
      SELECT id, '17', true, id, '17' FROM system`.execute(transaction);
    const numbers = ['12\u00004', '5\ud800', '17'];
    const linkOf = await findLinks(
      transaction,
      numbers.map((number) => ({ system: NORTH, number })),
      null,
    );
    return numbers.map((number) => linkOf(NORTH, number));
  });

  expect(found).toEqual([null, null, { goes: true, number: '(north)17' }]);
});
