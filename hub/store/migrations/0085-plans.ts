import { sql, type Kysely } from 'kysely';
import type { SchemaChange } from '../schema-change.ts';

/**
 * Plans of moves, and the catalogue that each predicts: every record, copy, statement, loan, hold and registration of the snapshot
 * once, with what becomes of it. A snapshot that a plan stands on cannot be dropped.
 */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE move_plan (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE,
    note text,
    snapshot integer NOT NULL REFERENCES snapshot (id),
    target text NOT NULL,
    settings json NOT NULL,
    state text NOT NULL CHECK (state IN ('DRAFT', 'PREDICTING', 'WHOLE', 'FAILED')),
    made_by text NOT NULL,
    made_at timestamptz NOT NULL,
    copied_from text,
    predicted_at timestamptz
  )`,
  `CREATE INDEX move_plan_snapshot ON move_plan (snapshot)`,

  `CREATE TABLE planned_record (
    plan integer NOT NULL REFERENCES move_plan (id) ON DELETE CASCADE,
    number integer NOT NULL,
    class text NOT NULL,
    goes boolean NOT NULL,
    base bigint NOT NULL,
    members bigint[] NOT NULL,
    edition bigint,
    refused text,
    PRIMARY KEY (plan, number)
  )`,
  `CREATE INDEX planned_record_refused ON planned_record (plan, edition) WHERE refused IS NOT NULL`,

  `CREATE TABLE planned_item (
    plan integer NOT NULL REFERENCES move_plan (id) ON DELETE CASCADE,
    item bigint NOT NULL,
    record_number integer,
    class text NOT NULL,
    goes boolean NOT NULL,
    barcode text,
    relabel boolean NOT NULL,
    branch text,
    location text,
    collection text,
    item_type text,
    status text,
    unmapped text[] NOT NULL,
    PRIMARY KEY (plan, item)
  )`,
  `CREATE INDEX planned_item_record ON planned_item (plan, record_number)`,
  `CREATE INDEX planned_item_relabel ON planned_item (plan, item) WHERE relabel`,

  `CREATE TABLE planned_statement (
    plan integer NOT NULL REFERENCES move_plan (id) ON DELETE CASCADE,
    statement bigint NOT NULL,
    record_number integer,
    class text NOT NULL,
    goes boolean NOT NULL,
    PRIMARY KEY (plan, statement)
  )`,

  // Readers are tokens here too. These rows leave with those of the snapshot that they were made of.
  `CREATE TABLE planned_loan (
    plan integer NOT NULL REFERENCES move_plan (id) ON DELETE CASCADE,
    system smallint NOT NULL,
    item text NOT NULL,
    class text NOT NULL,
    goes boolean NOT NULL,
    due_on date,
    due_at timestamptz,
    changes text[] NOT NULL,
    PRIMARY KEY (plan, system, item)
  )`,
  `CREATE TABLE planned_hold (
    plan integer NOT NULL REFERENCES move_plan (id) ON DELETE CASCADE,
    system smallint NOT NULL,
    hold bigint NOT NULL,
    class text NOT NULL,
    goes boolean NOT NULL,
    PRIMARY KEY (plan, hold)
  )`,
  `CREATE TABLE planned_reader (
    plan integer NOT NULL REFERENCES move_plan (id) ON DELETE CASCADE,
    system smallint NOT NULL,
    reader_token text NOT NULL,
    class text NOT NULL,
    goes boolean NOT NULL,
    person integer NOT NULL,
    keeps boolean NOT NULL,
    home text,
    category text,
    PRIMARY KEY (plan, system, reader_token)
  )`,
  `CREATE INDEX planned_reader_person ON planned_reader (plan, person)`,

  `CREATE TABLE draft_rule (
    plan integer NOT NULL REFERENCES move_plan (id) ON DELETE CASCADE,
    category text NOT NULL,
    item_type text NOT NULL,
    terms json NOT NULL,
    proposed json NOT NULL,
    changed_by text,
    changed_at timestamptz,
    note text,
    PRIMARY KEY (plan, category, item_type)
  )`,
  `CREATE TABLE draft_answer (
    plan integer NOT NULL REFERENCES move_plan (id) ON DELETE CASCADE,
    library text NOT NULL,
    agrees boolean NOT NULL,
    reason text,
    answered_by text NOT NULL,
    answered_at timestamptz NOT NULL,
    digest text NOT NULL,
    PRIMARY KEY (plan, library)
  )`,
];

export const plans: SchemaChange = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
