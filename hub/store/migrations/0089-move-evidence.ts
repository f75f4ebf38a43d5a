import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Who signed which evidence of a move, and what libraries found of their samples. Both outlive snapshots, as what is signed does. */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE move_signature (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    digest text NOT NULL,
    snapshot text NOT NULL,
    ledger text,
    plan text,
    role text NOT NULL,
    library text,
    holder text NOT NULL,
    subject text NOT NULL,
    signed_at timestamptz NOT NULL
  )`,
  `CREATE INDEX move_signature_digest ON move_signature (digest)`,
  `CREATE TABLE move_sample_result (
    snapshot text NOT NULL,
    library text NOT NULL,
    seed text NOT NULL,
    stratum text NOT NULL,
    key text NOT NULL,
    result text NOT NULL CHECK (result IN ('RIGHT', 'WRONG', 'NOT_FOUND')),
    note text,
    entered_by text NOT NULL,
    entered_at timestamptz NOT NULL,
    PRIMARY KEY (snapshot, library, seed, stratum, key)
  )`,
];

export const moveEvidence: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
