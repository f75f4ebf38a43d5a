import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { withTestDatabase } from '#tests/support/database.ts';
import { recordEditions } from './0065-record-editions.ts';

const store = withTestDatabase();

it('keeps the id of every record that is, or was, in an edition', async () => {
  const statements = [
    sql`DROP TABLE record_edition`,
    sql`INSERT INTO system (system_id) VALUES ('north'), ('south')`,
    sql`INSERT INTO record (system, local_id, visibility, deleted, harvested_at, format, raw, digest, rules, repairs)
      SELECT s.id, g.local_id, 'PUBLIC', false, '2026-03-01T02:00:00Z', 'marcxml', '', '', 1, '{}'
      FROM (VALUES ('north', '1'), ('north', '2'), ('south', '1'), ('south', '9')) AS g(system_id, local_id)
        JOIN system s USING (system_id)`,
    sql`INSERT INTO edition (systems, libraries, format, title, description, updated_at)
      SELECT '{}', '{}', 'BOOK', 'Burns', '{}', '2026-03-01T02:00:00Z' FROM generate_series(1, 2)`,
    sql`INSERT INTO member (record, system, edition)
      SELECT id, system, CASE local_id WHEN '1' THEN 1 ELSE 2 END FROM record WHERE local_id <> '9'`,
    // A row of a record that came back is left behind.
    sql`INSERT INTO former_member (record, edition) SELECT id, 7 FROM record WHERE local_id IN ('2', '9')`,
  ];
  for (const statement of statements) await statement.execute(store.db);

  await recordEditions.up(store.db);

  const rows = await store.db
    .selectFrom('record_edition')
    .selectAll()
    .orderBy('edition')
    .orderBy('system_id')
    .execute();
  expect(rows.map(({ system_id, record_id, edition }) => `${system_id} ${record_id}: ${edition}`)).toEqual([
    'north 1: 1',
    'south 1: 1',
    'north 2: 2',
    'south 9: 7',
  ]);
});
