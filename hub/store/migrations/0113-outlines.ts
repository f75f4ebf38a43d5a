import { sql, type Kysely } from 'kysely';
import type { SchemaChange } from '../schema-change.ts';

/**
 * What tells most records that share a key apart, next to the description, so that matching need not read that. 0 concludes nothing:
 * records get their outline when they are written next.
 */
export const outlines: SchemaChange = {
  olderMayRun: true,
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`ALTER TABLE public_description ADD COLUMN outline bigint NOT NULL DEFAULT 0`.execute(db);
  },
};
