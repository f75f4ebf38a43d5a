import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Who has which title of a snapshot, by versions as its records are: a title that nobody gained or lost is not written
 * again. Beside it what jobs found by comparing records: pairs that only a person can judge, and in which fields the
 * records of a title differ.
 */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE snapshot_titles (
    snapshot integer PRIMARY KEY REFERENCES snapshot (id) ON DELETE CASCADE,
    version integer NOT NULL
  )`,

  // A title is an edition. A row is part of version v where from_version <= v AND (to_version IS NULL OR to_version > v).
  `CREATE TABLE snapshot_title (
    edition bigint NOT NULL,
    from_version integer NOT NULL,
    to_version integer,
    work text,
    holders text[] NOT NULL,
    not_found text[] NOT NULL,
    systems text[] NOT NULL,
    work_holders text[] NOT NULL,
    copies integer NOT NULL,
    brief boolean NOT NULL,
    PRIMARY KEY (edition, from_version)
  )`,

  // Titles that few have, or one copy of which is left, are looked up among all.
  `CREATE INDEX snapshot_title_held_by ON snapshot_title (cardinality(holders))`,
  `CREATE INDEX snapshot_title_last_copy ON snapshot_title (edition) WHERE copies = 1 AND cardinality(holders) = 1`,

  `CREATE TABLE snapshot_pair (
    snapshot integer NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
    a bigint NOT NULL,
    b bigint NOT NULL CHECK (a < b),
    decision text NOT NULL CHECK (decision IN ('SAME', 'UNSURE')),
    hidden boolean NOT NULL,
    probability real NOT NULL,
    copies integer NOT NULL,
    on_loan integer NOT NULL,
    PRIMARY KEY (snapshot, a, b)
  )`,

  `CREATE TABLE snapshot_compared (
    snapshot integer NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
    other bigint NOT NULL,
    first bigint NOT NULL,
    classes text NOT NULL,
    PRIMARY KEY (snapshot, other)
  )`,
];

export const matchFindings: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
