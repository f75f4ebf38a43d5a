import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** A region that has harvested was ready: a restart after the upgrade does not take it away. */
export const readySince: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      INSERT INTO setting (key, value)
      SELECT 'region-ready-since', to_jsonb(min(finished_at)) FROM harvest_run WHERE finished_at IS NOT NULL
      HAVING count(*) > 0
      ON CONFLICT (key) DO NOTHING`.execute(db);
  },
};
