import { sql, type Kysely } from 'kysely';
import type { SchemaChange } from '../schema-change.ts';

/**
 * Ledgers of moves: each row of a source beside what the target has of it. What a rule explains is counted and sampled; what nothing
 * explains is kept whole. Rows about readers have a digest of whom they are about, never a token, and leave with the agreement.
 */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE ledger (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE,
    note text,
    source integer NOT NULL REFERENCES snapshot (id),
    systems smallint[] NOT NULL,
    libraries text[],
    plan integer REFERENCES move_plan (id) ON DELETE SET NULL,
    plan_name text,
    target integer NOT NULL REFERENCES snapshot (id),
    target_system smallint NOT NULL,
    before integer REFERENCES snapshot (id),
    settings json NOT NULL,
    choices json NOT NULL,
    state text NOT NULL CHECK (state IN ('MAKING', 'WHOLE', 'FAILED')),
    made_by text NOT NULL,
    made_at timestamptz NOT NULL,
    whole_at timestamptz
  )`,
  `CREATE TABLE ledger_row (
    ledger integer NOT NULL REFERENCES ledger (id) ON DELETE CASCADE,
    class text NOT NULL,
    number integer NOT NULL,
    system smallint,
    key text NOT NULL,
    libraries text[] NOT NULL,
    in_source boolean NOT NULL,
    source bigint,
    target bigint,
    rules text[] NOT NULL,
    untold text[] NOT NULL,
    verdict text NOT NULL,
    pence_from bigint,
    pence_to bigint,
    PRIMARY KEY (ledger, class, number)
  )`,
  `CREATE INDEX ledger_row_verdict ON ledger_row (ledger, class, verdict, number)`,
  `CREATE TABLE ledger_difference (
    ledger integer NOT NULL REFERENCES ledger (id) ON DELETE CASCADE,
    class text NOT NULL,
    number integer NOT NULL,
    place integer NOT NULL,
    field text NOT NULL,
    what text NOT NULL,
    from_value text,
    to_value text,
    rule text,
    PRIMARY KEY (ledger, class, number, place)
  )`,
  `CREATE TABLE ledger_count (
    ledger integer NOT NULL REFERENCES ledger (id) ON DELETE CASCADE,
    class text NOT NULL,
    verdict text NOT NULL,
    in_source boolean NOT NULL,
    rows integer NOT NULL,
    pence_from bigint,
    pence_to bigint,
    PRIMARY KEY (ledger, class, verdict, in_source)
  )`,
  `CREATE TABLE ledger_untold (
    ledger integer NOT NULL REFERENCES ledger (id) ON DELETE CASCADE,
    class text NOT NULL,
    field text NOT NULL,
    by_side text NOT NULL,
    rows integer,
    PRIMARY KEY (ledger, class, field, by_side)
  )`,
  `CREATE TABLE ledger_rule (
    ledger integer NOT NULL REFERENCES ledger (id) ON DELETE CASCADE,
    name text NOT NULL,
    class text NOT NULL,
    field text,
    from_pattern text,
    to_pattern text,
    says text,
    made_by text,
    made_at timestamptz,
    rows integer NOT NULL DEFAULT 0,
    sample json NOT NULL DEFAULT '[]',
    PRIMARY KEY (ledger, name)
  )`,
  `CREATE TABLE ledger_signature (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ledger integer NOT NULL REFERENCES ledger (id) ON DELETE CASCADE,
    rule text NOT NULL,
    subject text NOT NULL,
    signed_as text NOT NULL,
    signed_at timestamptz NOT NULL,
    rows integer NOT NULL,
    share double precision NOT NULL
  )`,
  `CREATE INDEX ledger_signature_rule ON ledger_signature (ledger, rule, id)`,
];

export const ledgers: SchemaChange = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
