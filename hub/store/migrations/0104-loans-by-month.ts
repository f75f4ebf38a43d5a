import { sql, type Kysely } from 'kysely';
import type { SchemaChange } from '../schema-change.ts';

/** Loans of each month as the counters of the copies give them: of a library and a system as a whole, never of a title or a reader. */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE use_by_month (
    system smallint NOT NULL,
    library text NOT NULL,
    month date NOT NULL,
    loans integer NOT NULL,
    PRIMARY KEY (system, library, month)
  )`,
];

export const loansByMonth: SchemaChange = {
  olderMayRun: true,
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
