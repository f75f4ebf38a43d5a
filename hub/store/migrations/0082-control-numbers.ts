import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The control number that a record has in its own text (MARC 001, and 003 for whose it is): other records name it by that. */
const STATEMENTS: readonly string[] = [
  `ALTER TABLE record ADD COLUMN control_number text, ADD COLUMN control_agency text`,
  `CREATE INDEX record_control_number ON record (system, control_number) WHERE control_number IS NOT NULL AND NOT deleted`,
];

export const controlNumbers: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
