import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Wishes that the records of a system that could not be read are read again. Whoever harvests takes them up: that may be
 * another process than the one that was asked. A system has one open wish at most; who asked is in `action`.
 */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE reject_retry (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    system text NOT NULL,
    state text NOT NULL CHECK (state IN ('WAITING', 'RUNNING', 'DONE', 'FAILED')),
    asked_at timestamptz NOT NULL,
    started_at timestamptz,
    finished_at timestamptz,
    read_now integer,
    gone integer,
    refused integer,
    left_over integer,
    problem text,
    CHECK ((finished_at IS NOT NULL) = (state IN ('DONE', 'FAILED'))),
    CHECK ((problem IS NOT NULL) = (state = 'FAILED')),
    CHECK ((read_now IS NOT NULL) = (state = 'DONE'))
  )`,
  `CREATE UNIQUE INDEX reject_retry_open ON reject_retry (system) WHERE state IN ('WAITING', 'RUNNING')`,
];

export const rejectRetries: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
