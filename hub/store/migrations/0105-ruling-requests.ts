import { sql, type Kysely } from 'kysely';
import type { SchemaChange } from '../schema-change.ts';

/** What staff of a library ask to be decided of two records, and what they were answered. */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE ruling_request (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    a text NOT NULL,
    b text NOT NULL,
    decision text NOT NULL CHECK (decision IN ('SAME', 'DIFFERENT')),
    reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 1000),
    libraries text[] NOT NULL,
    asked_by text NOT NULL,
    asked_at timestamptz NOT NULL,
    answer text CHECK (length(answer) BETWEEN 1 AND 1000),
    answered_by text,
    answered_at timestamptz,
    CHECK ((answer IS NULL) = (answered_at IS NULL))
  )`,
  `CREATE INDEX ruling_request_asked ON ruling_request (asked_by, asked_at)`,
  // Whoever asks the same twice has asked once.
  `CREATE UNIQUE INDEX ruling_request_open ON ruling_request (a, b, asked_by) WHERE answered_at IS NULL`,
];

export const rulingRequests: SchemaChange = {
  olderMayRun: true,
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
