import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Writes to patrons' accounts that were sent, for a day: whoever asks again is told what became of them. The key is a
 * keyed hash and what is kept is sealed: without the region's secret the table says how many, and nothing else.
 */
export const writes: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      CREATE TABLE kept_write (
        key text PRIMARY KEY,
        sent_at timestamptz NOT NULL,
        sealed text NOT NULL
      )`.execute(db);
    await sql`CREATE INDEX kept_write_sent_at ON kept_write (sent_at)`.execute(db);
  },
};
