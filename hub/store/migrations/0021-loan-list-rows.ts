import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** How long each list of loans is: to count a million rows at each scrape of the metrics would cost more than they are worth. */
export const loanListRows: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`ALTER TABLE loan_list ADD COLUMN row_count integer`.execute(db);
  },
};
