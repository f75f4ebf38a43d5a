import { sql, type Kysely } from 'kysely';
import type { SchemaChange } from '../schema-change.ts';

/** What a supplier could not load of a plan's records and copies: a row for each, however often it was reported. */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE load_error (
    plan integer NOT NULL REFERENCES move_plan (id) ON DELETE CASCADE,
    record_number integer NOT NULL,
    item bigint NOT NULL,
    reason text NOT NULL,
    times integer NOT NULL,
    first_at timestamptz NOT NULL,
    last_at timestamptz NOT NULL,
    gone_at timestamptz,
    PRIMARY KEY (plan, record_number, item)
  )`,
];

export const loadErrors: SchemaChange = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
