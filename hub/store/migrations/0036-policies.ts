import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What systems have set up: their lists of codes with labels, and their rules of lending. */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE system_policy (
    system smallint PRIMARY KEY,
    code_lists text[] NOT NULL,
    codes_as_of timestamptz,
    rules json,
    rules_as_of timestamptz,
    tried_at timestamptz NOT NULL,
    problem text
  )`,
  `CREATE TABLE system_code (
    system smallint NOT NULL REFERENCES system_policy (system) ON DELETE CASCADE,
    list text NOT NULL,
    code text NOT NULL,
    label text,
    PRIMARY KEY (system, list, code)
  )`,
];

export const policies: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
