import { sql, type Kysely } from 'kysely';
import type { SchemaChange } from '../schema-change.ts';

/**
 * When what a system said of a copy changed: what it was before, and when that was said last. Public facts of copies alone, for
 * 30 days; `rule` names what made a normal status of the system's own word. No foreign key, as for what was said last.
 */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE copy_change (
    item text NOT NULL,
    at timestamptz NOT NULL,
    from_harvest boolean NOT NULL,
    status text NOT NULL,
    at_source text,
    rule text,
    was_as_of timestamptz NOT NULL,
    was_status text NOT NULL,
    was_at_source text,
    was_rule text,
    PRIMARY KEY (item, at)
  )`,
];

export const copyChanges: SchemaChange = {
  olderMayRun: true,
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
