import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What the systems last said of their copies. No foreign keys: an answer may be older or newer than the index, and a record
 * that is harvested again leaves the index and comes back within one transaction. `json`, not `jsonb`: it is only ever read
 * whole, and is smaller and quicker to write so. Room is left on each page because a row is rewritten with every answer, and
 * no column but the key has an index, so that rewriting touches no index.
 */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE last_known (
    holding text PRIMARY KEY,
    as_of timestamptz NOT NULL,
    whole boolean NOT NULL,
    facts json NOT NULL
  ) WITH (fillfactor = 90)`,

  // Copies that were asked for one by one; others are found through their holding.
  `CREATE TABLE last_known_item (
    item text PRIMARY KEY,
    as_of timestamptz NOT NULL,
    facts json NOT NULL
  ) WITH (fillfactor = 90)`,
];

export const lastKnown: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
