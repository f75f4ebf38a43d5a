import { listReaders } from '#take-back/index.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { expect, it } from 'vitest';

const store = withTestDatabase();
const ACT = '7d3c1a52-5b0f-4b7e-9f0e-2f0a52a1c001';

it('names who exported from a snapshot that was dropped since, or whose name another has now', async () => {
  await sql`INSERT INTO take_back (id, at, reason, state) VALUES (${ACT}::uuid, '2025-03-10', 'Case 12', 'OPEN')`.execute(
    store.db,
  );
  await sql`INSERT INTO taken_back_record (take_back, system_id, record_id) VALUES (${ACT}::uuid, 'north', '7')`.execute(
    store.db,
  );
  await sql`INSERT INTO snapshot (name, taken_at, taken_by, state, region, mappings)
    SELECT name, taken_at::timestamptz, 'test', 'WHOLE', '{}', '{}'
    FROM (VALUES ('still', '2025-03-01'), ('again', '2025-03-05')) AS s (name, taken_at)`.execute(store.db);
  await sql`INSERT INTO export_audit (id, at, actor, role, actor_libraries, snapshot, what, system, filter, staff_notes, format)
    SELECT gen_random_uuid(), at::timestamptz, actor, 'migration', '{}', snapshot, 'ROWS', system, '{}', false, 'CSV'
    FROM (VALUES ('dropped', 'dropped', NULL, '2025-03-02'), ('dropped', 'of the system', 'north', '2025-03-02'),
      ('dropped', 'of another system', 'south', '2025-03-02'), ('dropped', 'too late', NULL, '2025-03-11'),
      ('still', 'without it', NULL, '2025-03-02'), ('again', 'of the first', NULL, '2025-03-04'),
      ('again', 'of the second', NULL, '2025-03-06')) AS e (snapshot, actor, system, at)`.execute(store.db);

  const { exports } = await listReaders(store.db, ACT);

  expect(exports.map(({ actor }) => actor).toSorted()).toEqual(['dropped', 'of the first', 'of the system']);
});
