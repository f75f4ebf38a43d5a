import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What people decided of two records. Named by system and local id, because rows of `record` come anew with another
 * database, and a ruling may be older than its records. The lower id of the two stands first.
 */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE ruling (
    a_system text NOT NULL,
    a_local text NOT NULL,
    b_system text NOT NULL,
    b_local text NOT NULL,
    decision text NOT NULL CHECK (decision IN ('SAME', 'DIFFERENT')),
    ruled_by text NOT NULL,
    ruled_at timestamptz NOT NULL,
    note text,
    PRIMARY KEY (a_system, a_local, b_system, b_local)
  )`,
  `CREATE INDEX ruling_b ON ruling (b_system, b_local)`,
];

export const rulings: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
