import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** A key may open one service of feeds in the place of the graph, and say how long its caller waits. */
export const keysOfOneService: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`ALTER TABLE api_key ADD COLUMN service text, ADD COLUMN budget_ms integer`.execute(db);
    await sql`ALTER TABLE api_key ADD CHECK (service IS NULL OR role = 'public')`.execute(db);
    await sql`ALTER TABLE api_key ADD CHECK (budget_ms IS NULL OR service IS NOT NULL)`.execute(db);
  },
};
