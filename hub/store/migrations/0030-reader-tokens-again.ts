import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Tokens of readers' names and addresses are made in another way, so that an adapter server cannot make them: old beside
 * new, one reader would be two. What is there is forgotten, and brought again with the next harvest of loans, at once.
 */
export const readerTokensAgain: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`DELETE FROM reader_group`.execute(db);
    await sql`DELETE FROM reader`.execute(db);
    await sql`DELETE FROM loan_list_page WHERE list = 'READERS'`.execute(db);
    await sql`
      UPDATE loan_list SET as_of = NULL, row_count = NULL, tried_at = to_timestamp(0) WHERE list = 'READERS'`.execute(
      db,
    );
  },
};
