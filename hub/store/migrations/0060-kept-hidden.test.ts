import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { withTestDatabase } from '#tests/support/database.ts';
import { keptHidden } from './0060-kept-hidden.ts';

const store = withTestDatabase();

it('keeps every record hidden that was one of an interlibrary loan, also one that is gone from its system', async () => {
  const statements = [
    sql`DROP TABLE kept_hidden, interlibrary_doubt`,
    sql`INSERT INTO system (system_id) VALUES ('north')`,
    sql`INSERT INTO record (system, local_id, visibility, deleted, harvested_at, format, raw, digest, rules, repairs)
      SELECT s.id, g.local_id, g.visibility, g.deleted, '2026-03-01T02:00:00Z', 'marcxml', '', '', 1, '{}'
      FROM system s, (VALUES ('1', 'PUBLIC', false), ('2', 'ILL_TEMPORARY', false), ('3', 'SUPPRESSED', false),
        ('4', 'ILL_TEMPORARY', true)) AS g(local_id, visibility, deleted)`,
  ];
  for (const statement of statements) await statement.execute(store.db);

  await keptHidden.up(store.db);

  const since = new Date('2026-03-01T02:00:00Z');
  const hidden = { system_id: 'north', reason: 'ILL_TEMPORARY', since, shown_at_source_since: null };
  expect(await store.db.selectFrom('kept_hidden').selectAll().orderBy('record_id').execute()).toEqual([
    { ...hidden, record_id: '2' },
    { ...hidden, record_id: '4' },
  ]);
});
