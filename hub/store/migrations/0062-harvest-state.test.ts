import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { withTestDatabase } from '#tests/support/database.ts';
import { harvestState } from './0062-harvest-state.ts';

const store = withTestDatabase();

it('says of each system what its runs say', async () => {
  const statements = [
    sql`DROP TABLE harvest_state`,
    sql`DROP INDEX reject_oldest`,
    sql`INSERT INTO system (system_id) VALUES ('failing'), ('first'), ('never')`,
    sql`INSERT INTO record (system, local_id, visibility, deleted, harvested_at, format, raw, digest, rules, repairs)
      SELECT s.id, n::text, 'PUBLIC', n > 3, now(), 'marcxml', '', '', 1, '{}'
      FROM system s, generate_series(1, 5) n WHERE s.system_id = 'failing'`,
    sql`INSERT INTO harvest_run (system, kind, cursor_from, started_at, updated_at, finished_at, next_cursor, expected, problem)
      SELECT s.id, r.kind, r.cursor_from, r.started_at::timestamptz, r.started_at::timestamptz, r.finished_at::timestamptz,
        r.next_cursor, r.expected, r.problem
      FROM (VALUES
        (1, 'failing', 'full', NULL, '2026-03-01T01:00Z', NULL, NULL, 3, 'LMS_TIMEOUT: early'),
        (2, 'failing', 'full', NULL, '2026-03-01T02:00Z', '2026-03-01T03:00Z', 'a', 4, NULL),
        (3, 'failing', 'changes', 'a', '2026-03-01T04:00Z', '2026-03-01T04:01Z', 'b', 1, NULL),
        (4, 'failing', 'changes', 'b', '2026-03-01T05:00Z', NULL, NULL, NULL, 'LMS_TIMEOUT: once'),
        (5, 'failing', 'changes', 'b', '2026-03-01T06:00Z', NULL, NULL, NULL, 'LMS_TIMEOUT: twice'),
        (6, 'first', 'full', NULL, '2026-03-01T07:00Z', NULL, NULL, NULL, NULL)
      ) AS r(n, name, kind, cursor_from, started_at, finished_at, next_cursor, expected, problem)
      JOIN system s ON s.system_id = r.name ORDER BY r.n`,
  ];
  for (const statement of statements) await statement.execute(store.db);

  await harvestState.up(store.db);

  const rows = await store.db
    .selectFrom('harvest_state')
    .innerJoin('system', 'system.id', 'harvest_state.system')
    .selectAll('harvest_state')
    .select('system_id')
    .orderBy('system_id')
    .execute();
  const nothing = {
    first_started_at: null,
    last_complete_at: null,
    next_cursor: null,
    full_started_at: null,
    expected: null,
    problem: null,
    failing_since: null,
    records: 0,
  };
  const at = (time: string) => new Date(`2026-03-01T${time}:00Z`);
  expect(rows).toMatchObject([
    {
      system_id: 'failing',
      first_started_at: at('01:00'),
      last_complete_at: at('04:01'),
      next_cursor: 'b',
      full_started_at: at('02:00'),
      expected: 4,
      problem: 'LMS_TIMEOUT: twice',
      failing_since: at('05:00'),
      records: 3,
    },
    { ...nothing, system_id: 'first', first_started_at: at('07:00') },
    { ...nothing, system_id: 'never' },
  ]);
});
