import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What public records say in a table of its own, with those who hold them and the keys that they are found under. Matching
 * meets records in no order, two or three to a page beside their bytes; here are seven, and neither holders nor keys need be
 * looked up one by one. A description is JSON, which nobody asks the server to look into.
 */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE public_description (
    record bigint NOT NULL,
    system smallint NOT NULL,
    local_id text NOT NULL,
    holders json NOT NULL,
    keys bigint[] NOT NULL,
    description text NOT NULL
  ) WITH (toast_tuple_target = 8160)`,
  `INSERT INTO public_description (record, system, local_id, holders, keys, description)
    SELECT r.id, r.system, r.local_id,
      coalesce((SELECT json_agg(json_build_object('library', h.library, 'siteCodes', h.site_codes))
        FROM holding h WHERE h.record = r.id), '[]'),
      array(SELECT k.key FROM match_key k WHERE k.record = r.id ORDER BY k.key), r.description::text
    FROM record r WHERE NOT r.deleted AND r.visibility = 'PUBLIC'`,
  `ALTER TABLE public_description ADD PRIMARY KEY (record)`,
  `ALTER TABLE record DROP COLUMN description`,
  `DROP INDEX match_key_record`,
  // A system has its number before it has records, and keeps it; each row was looked up for it.
  `ALTER TABLE record DROP CONSTRAINT record_system_fkey`,
];

export const publicDescriptions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
