import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Editions that one system has twice are found by an index of its own, page by page. */
export const duplicates: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`CREATE INDEX member_system ON member (system, edition)`.execute(db);
  },
};
