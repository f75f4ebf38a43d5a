import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** No program reads an account: keys of staff are revoked, and stay, so that the audit can be read. Nobody else's had libraries. */
export const noKeysOfStaff: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`UPDATE api_key SET revoked_at = now() WHERE role = 'staff' AND revoked_at IS NULL`.execute(db);
    await sql`ALTER TABLE api_key DROP COLUMN libraries`.execute(db);
    await sql`ALTER TABLE api_key ADD CHECK (role <> 'staff' OR revoked_at IS NOT NULL)`.execute(db);
  },
};
