import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** All that whoever asks for a step is called, and the loans that the new system had when a library moved. */
const STATEMENTS: readonly string[] = [
  `ALTER TABLE move_request ADD COLUMN asked_names text[] NOT NULL DEFAULT '{}'`,
  `UPDATE move_request SET asked_names = ARRAY[asked_by]`,
  `CREATE TABLE moved_loan (
    library text NOT NULL,
    system text NOT NULL,
    barcode text NOT NULL,
    due_on date,
    due_at timestamptz,
    loaned_at timestamptz,
    renewals integer
  )`,
  `CREATE INDEX moved_loan_library ON moved_loan (library, system)`,
];

export const whoAsksForMoves: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
