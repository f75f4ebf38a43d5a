import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What each library counted in its own system. An entry is never changed: a newer one of the same class and conditions takes
 * its place, and one without a value takes it back.
 */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE control_total (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    library text NOT NULL,
    class text NOT NULL,
    conditions json NOT NULL,
    value bigint CHECK (value >= 0),
    counted_on text NOT NULL CHECK (counted_on ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
    note text,
    entered_by text NOT NULL,
    entered_at timestamptz NOT NULL
  )`,
  `CREATE INDEX control_total_library ON control_total (library, id)`,
];

export const controlTotals: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
