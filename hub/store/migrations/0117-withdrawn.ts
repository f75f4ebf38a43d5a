import { sql, type Kysely } from 'kysely';
import type { SchemaChange } from '../schema-change.ts';

/** Since when nothing gives what was taken back any more. Null of acts of before, for which the end of their cleaning stands. */
export const withdrawn: SchemaChange = {
  olderMayRun: true,
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`ALTER TABLE take_back ADD COLUMN withdrawn_at timestamptz`.execute(db);
  },
};
