import { sql, type Kysely } from 'kysely';
import type { SchemaChange } from '../schema-change.ts';

/**
 * Old changes of copies are found by their time, a few thousand at once. No BRIN index: the places of rows that went are used again, and a
 * block that ever had an old row would be read for good.
 */
export const oldCopyChanges: SchemaChange = {
  olderMayRun: true,
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`CREATE INDEX copy_change_at ON copy_change (at)`.execute(db);
  },
};
