import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What the graph said of an edition when it was published, as a digest: of what was published before, nothing is known. */
export const saidOfEditions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`ALTER TABLE feed_entry ADD COLUMN said bytea`.execute(db);
  },
};
