import { sql, type Kysely } from 'kysely';
import type { SchemaChange } from '../schema-change.ts';

/**
 * How systems answered questions about copies: when that changed, and how many answers each hour brought. Of systems
 * alone: nothing says what was asked, or by whom.
 */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE answering_change (
    system text NOT NULL,
    at timestamptz NOT NULL,
    answers boolean NOT NULL,
    code text,
    PRIMARY KEY (system, at)
  )`,
  `CREATE TABLE answering_hour (
    system text NOT NULL,
    hour timestamptz NOT NULL,
    answered integer NOT NULL,
    failed integer NOT NULL,
    answer_ms bigint NOT NULL,
    PRIMARY KEY (system, hour)
  )`,
];

export const howSystemsAnswered: SchemaChange = {
  olderMayRun: true,
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
