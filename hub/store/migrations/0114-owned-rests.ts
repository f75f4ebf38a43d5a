import { sql, type Kysely } from 'kysely';
import type { SchemaChange } from '../schema-change.ts';

/**
 * What remained of a difference when somebody was named who sees to it: what remains later may be something else. Null of entries of
 * before, whose owners must be named again.
 */
export const ownedRests: SchemaChange = {
  olderMayRun: true,
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`ALTER TABLE control_total ADD COLUMN owned_rest bigint`.execute(db);
  },
};
