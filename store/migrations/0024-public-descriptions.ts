import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What public records say in a table of its own, with those who hold them. Matching meets records in no order, two or three
 * to a page beside their bytes; here are eight, and the holders need not be looked up one by one.
 */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE public_description (
    record bigint NOT NULL,
    system smallint NOT NULL,
    local_id text NOT NULL,
    holders json NOT NULL,
    description json NOT NULL
  ) WITH (toast_tuple_target = 8160)`,
  `INSERT INTO public_description (record, system, local_id, holders, description)
    SELECT r.id, r.system, r.local_id,
      coalesce((SELECT json_agg(json_build_object('library', h.library, 'siteCodes', h.site_codes))
        FROM holding h WHERE h.record = r.id), '[]'),
      r.description
    FROM record r WHERE NOT r.deleted AND r.visibility = 'PUBLIC'`,
  `ALTER TABLE public_description ADD PRIMARY KEY (record)`,
  `ALTER TABLE record DROP COLUMN description`,
];

export const publicDescriptions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
