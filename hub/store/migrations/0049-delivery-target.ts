import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Who got it: a delivery that goes to another host or is of another set begins with everything. */
export const deliveryTarget: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw(`ALTER TABLE feed_delivery ADD COLUMN target text NOT NULL DEFAULT ''`).execute(db);
    await sql.raw('ALTER TABLE feed_delivery ALTER COLUMN target DROP DEFAULT').execute(db);
  },
};
