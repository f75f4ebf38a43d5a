import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Records that stay hidden until a person says otherwise, whatever their systems say of them now, and what is to be decided, or
 * was, about records that look like interlibrary loans. By the names of the systems, so that both outlive an index that is made
 * again.
 */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE kept_hidden (
    system_id text NOT NULL,
    record_id text NOT NULL,
    reason text NOT NULL CHECK (reason IN ('ILL_TEMPORARY', 'TAKEN_BACK')),
    since timestamptz NOT NULL,
    shown_at_source_since timestamptz,
    PRIMARY KEY (system_id, record_id)
  )`,
  `INSERT INTO kept_hidden (system_id, record_id, reason, since)
    SELECT s.system_id, r.local_id, 'ILL_TEMPORARY', r.harvested_at
    FROM record r JOIN system s ON s.id = r.system WHERE r.visibility = 'ILL_TEMPORARY'`,

  `CREATE TABLE interlibrary_doubt (
    system_id text NOT NULL,
    record_id text NOT NULL,
    state text NOT NULL CHECK (state IN ('OPEN', 'RELEASED')),
    since timestamptz NOT NULL,
    PRIMARY KEY (system_id, record_id)
  )`,
];

export const keptHidden: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
