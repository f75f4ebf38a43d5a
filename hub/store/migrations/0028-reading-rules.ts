import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * By which rules of the region file each record was read, what else those rules read of it, and how far a system has been
 * read by the rules in force. Null where an older version wrote it: then everything is read once more.
 */
const STATEMENTS: readonly string[] = [
  `ALTER TABLE record ADD COLUMN reading_rules text, ADD COLUMN kept jsonb`,
  `ALTER TABLE item ADD COLUMN kept jsonb`,
  `ALTER TABLE system
    ADD COLUMN rules text,
    ADD COLUMN rules_since timestamptz,
    ADD COLUMN read_by text,
    ADD COLUMN sites text`,
  `ALTER TABLE harvest_run ADD COLUMN rules text`,
];

export const readingRules: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
