import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { withTestDatabase } from '#tests/support/database.ts';
import { publicDescriptions } from './0024-public-descriptions.ts';

describe('the migration of descriptions to a table of their own', () => {
  const store = withTestDatabase();

  it('keeps what every public record says and who holds it, and nothing of the others', async () => {
    // As the tables were before.
    const statements = [
      sql`DROP TABLE public_description`,
      sql`CREATE INDEX match_key_record ON match_key (record)`,
      sql`ALTER TABLE record ADD CONSTRAINT record_system_fkey FOREIGN KEY (system) REFERENCES system (id)`,
      sql`ALTER TABLE record ADD COLUMN description json NOT NULL`,
      sql`INSERT INTO system (system_id) VALUES ('north')`,
      sql`INSERT INTO record (system, local_id, visibility, deleted, harvested_at, format, raw, digest, rules, repairs, description)
        SELECT s.id, g.local_id, g.visibility, g.deleted, now(), 'marcxml', '', '', 1, '{}', g.description::json
        FROM system s, (VALUES ('1', 'PUBLIC', false, '{"title":"Midwifery"}'), ('2', 'PUBLIC', false, '{"title":"Asthma"}'),
          ('3', 'SUPPRESSED', false, '{"title":"Hidden"}'), ('4', 'PUBLIC', true, '{"title":"Gone"}'))
          AS g(local_id, visibility, deleted, description)`,
      sql`INSERT INTO holding (id, record, system, library, basis, call_numbers, site_codes, statements, live_keys)
        SELECT r.local_id || h.library, r.id, r.system, h.library, 'ITEMS', '{}', h.site_codes::text[], '[]', '{}'
        FROM record r, (VALUES ('qe', '{NQ,NR}'), ('st', '{}')) AS h(library, site_codes) WHERE r.local_id = '1'`,
      sql`INSERT INTO match_key (key, record) SELECT k.key, r.id FROM record r, (VALUES (7), (5)) AS k(key) WHERE r.local_id = '1'`,
    ];
    for (const statement of statements) await statement.execute(store.db);

    await publicDescriptions.up(store.db);

    const kept = await store.db.selectFrom('public_description').selectAll().orderBy('local_id').execute();
    expect(
      kept.map(({ local_id, holders, keys, description }) => ({
        local_id,
        holders,
        keys,
        description: JSON.parse(description) as unknown,
      })),
    ).toEqual([
      {
        local_id: '1',
        holders: [
          { library: 'qe', siteCodes: ['NQ', 'NR'] },
          { library: 'st', siteCodes: [] },
        ],
        keys: [5, 7],
        description: { title: 'Midwifery' },
      },
      { local_id: '2', holders: [], keys: [], description: { title: 'Asthma' } },
    ]);
    const { rows } = await sql`SELECT id FROM record WHERE local_id IN ('1', '2') ORDER BY local_id`.execute(store.db);
    expect(rows).toEqual(kept.map(({ record }) => ({ id: record })));
  });
});
