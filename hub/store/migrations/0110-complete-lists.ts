import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Of which libraries a list has every row, known as theirs: without it a library that has no row may have been left out for want of an
 * agreement, or have rows of which nobody knows whose they are. Null of lists that were read, and snapshots that were taken, before.
 */
export const completeLists: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const table of ['loan_list', 'snapshot_reader_list'])
      await sql`ALTER TABLE ${sql.table(table)} ADD COLUMN complete_for text[]`.execute(db);
  },
};
