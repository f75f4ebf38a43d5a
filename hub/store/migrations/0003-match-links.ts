import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What was decided of pairs of records, so that a change asks about its own pairs alone. No foreign keys to `record`:
 * records are marked as deleted, never removed, and these tables are written by the thousand.
 */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE link (
    a bigint NOT NULL,
    b bigint NOT NULL CHECK (a < b),
    weight integer NOT NULL,
    PRIMARY KEY (a, b)
  )`,
  `CREATE INDEX link_b ON link (b)`,

  `CREATE TABLE ignored_key (
    key text PRIMARY KEY
  )`,

  // Likely mates stand side by side in the order of `place`.
  `CREATE TABLE unmatched (
    record bigint PRIMARY KEY,
    place text NOT NULL,
    new_of smallint
  )`,
  `CREATE INDEX unmatched_place ON unmatched (place)`,
  `CREATE INDEX unmatched_new_of ON unmatched (new_of) WHERE new_of IS NOT NULL`,

  // An index that was made before links were kept is matched once more.
  `INSERT INTO unmatched (record, place)
    SELECT id, coalesce((SELECT min(key) FROM match_key k WHERE k.record = r.id), '')
    FROM record r WHERE NOT deleted AND visibility = 'PUBLIC'`,
];

export const matchLinks: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
