import { sql, type Kysely } from 'kysely';
import type { SchemaChange } from '../schema-change.ts';

/** Null of a month of which not all loans were counted, because the counters were not read for longer than a month. */
export const monthsNotCounted: SchemaChange = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`ALTER TABLE use_by_month ALTER COLUMN loans DROP NOT NULL`.execute(db);
  },
};
