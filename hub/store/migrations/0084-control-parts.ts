import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What a library says that its own count has in it, and who sees to what remains of a difference. */
const STATEMENTS: readonly string[] = [
  `ALTER TABLE control_total ADD COLUMN includes text[], ADD COLUMN rest_owner text, ADD COLUMN rest_note text`,
];

export const controlParts: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
