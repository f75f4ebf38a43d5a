import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What a first load need not pay for. Foreign keys asked the same table once for each row: records are marked as deleted, never
 * removed, and a page is written whole by one transaction. Rows up to 8 kB stay in one piece and uncompressed: compressing
 * the two wide columns was most of what a record cost. `description` is only read whole, so it need not be taken apart.
 */
const STATEMENTS: readonly string[] = [
  `ALTER TABLE item DROP CONSTRAINT item_record_fkey`,
  `ALTER TABLE holding DROP CONSTRAINT holding_record_fkey`,
  `ALTER TABLE match_key DROP CONSTRAINT match_key_record_fkey`,
  `ALTER TABLE member DROP CONSTRAINT member_record_fkey, DROP CONSTRAINT member_edition_fkey`,
  `ALTER TABLE search_doc DROP CONSTRAINT search_doc_edition_fkey`,

  `ALTER TABLE record SET (toast_tuple_target = 8160)`,
  `ALTER TABLE edition SET (toast_tuple_target = 8160)`,
  `ALTER TABLE search_doc SET (toast_tuple_target = 8160)`,
  `ALTER TABLE record ALTER COLUMN description TYPE json USING description::json`,

  // The same blanks as before; `translate` looked for each sign in turn, which was half of what an edition's words cost.
  String.raw`CREATE OR REPLACE FUNCTION mercia_words(words text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
      SELECT regexp_replace(words, '[/_&;:,()\[\]{}<>=+*#@|~^!?%$]', ' ', 'g')
    $$`,
];

export const leanLoad: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
