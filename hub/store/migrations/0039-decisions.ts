import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Clashes that somebody has to decide. The snapshot is kept by its name: a decision outlives it. */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE decision (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    snapshot text NOT NULL,
    question text NOT NULL,
    population text NOT NULL,
    conditions json NOT NULL,
    libraries text[] NOT NULL,
    items bigint,
    readers bigint,
    options json NOT NULL,
    owner text,
    due_on text CHECK (due_on ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
    made_by text NOT NULL,
    made_at timestamptz NOT NULL,
    changed_by text,
    changed_at timestamptz,
    chosen integer,
    outcome text,
    closed_by text,
    closed_at timestamptz
  )`,
];

export const decisions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
