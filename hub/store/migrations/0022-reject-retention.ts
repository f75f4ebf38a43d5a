import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What of a record that could not be read is kept for a time only: its bytes, which may name a reader. The digest knows it
 * again when they are gone. Rejects that were mended are kept no longer, nor what a record said that nobody could see and
 * that is gone from its system; those of before go with them.
 */
export const rejectRetention: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`DELETE FROM reject WHERE resolved_at IS NOT NULL`.execute(db);
    await sql`ALTER TABLE reject DROP COLUMN resolved_at`.execute(db);
    await sql`ALTER TABLE reject ADD COLUMN digest bytea`.execute(db);
    await sql`UPDATE reject SET digest = sha256(raw)`.execute(db);
    await sql`ALTER TABLE reject ALTER COLUMN digest SET NOT NULL`.execute(db);
    await sql`
      UPDATE record SET raw = '', repairs = '{}', title = NULL, description = '{}' WHERE deleted AND visibility <> 'PUBLIC'`.execute(
      db,
    );
  },
};
