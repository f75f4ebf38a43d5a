import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The codes of a target system, what the systems' own codes become there, and what a library should mend first. */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE target_list (
    list text PRIMARY KEY,
    greatest_length integer
  )`,
  `CREATE TABLE target_code (
    list text NOT NULL REFERENCES target_list (list) ON DELETE CASCADE,
    plain text NOT NULL,
    code text NOT NULL,
    label text,
    meaning text,
    PRIMARY KEY (list, plain)
  )`,
  `CREATE TABLE code_mapping (
    system smallint NOT NULL,
    list text NOT NULL,
    code text NOT NULL,
    target text,
    state text NOT NULL CHECK (state IN ('DECIDED', 'SUGGESTED', 'UNMAPPED')),
    reason text,
    note text,
    changed_by text NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (system, list, code)
  )`,
  `CREATE TABLE refused_row (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    file text NOT NULL,
    line integer NOT NULL,
    column_name text,
    problem text NOT NULL,
    said json,
    refused_by text NOT NULL,
    refused_at timestamptz NOT NULL
  )`,
  `CREATE INDEX refused_row_file ON refused_row (file, id)`,

  // Written in the order of their cost, so that pages go by the number.
  `CREATE TABLE snapshot_fix (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    snapshot integer NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
    library text NOT NULL,
    system smallint NOT NULL,
    kind text NOT NULL,
    cost integer NOT NULL,
    subject bigint,
    what text NOT NULL,
    detail text
  )`,
  `CREATE INDEX snapshot_fix_library ON snapshot_fix (snapshot, library, id)`,
  `CREATE INDEX snapshot_fix_what ON snapshot_fix (snapshot, system, kind, what)`,
];

export const mappings: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
