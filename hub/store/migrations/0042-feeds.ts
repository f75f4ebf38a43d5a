import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What is passed on to discovery systems: a log of the bytes of each entry, in the order in which they were published. An
 * entry of a repository has one row for each version; the newest has no `replaced_at`, and only it has its bytes.
 */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE feed_state (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    epoch text NOT NULL,
    /* Of the database that the epoch was begun in: another one says that a backup was restored. */
    fingerprint text NOT NULL,
    began_at timestamptz NOT NULL,
    /* Digest of the region file's rules and of the version of the code, by which everything was published. */
    rules text,
    /* Where a sweep over all editions has come to; null if none is under way. */
    swept_to bigint,
    /* The last row of change that was published. */
    change_seq bigint NOT NULL,
    position bigint NOT NULL,
    datestamp timestamptz NOT NULL
  )`,
  `CREATE TABLE feed_repository (
    id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE
  )`,
  `CREATE TABLE feed_entry (
    position bigint PRIMARY KEY,
    repository smallint NOT NULL REFERENCES feed_repository (id),
    identifier text NOT NULL,
    /* The edition that it is, or that its record is in; and its record, in a library's repository. */
    edition bigint NOT NULL,
    record bigint,
    datestamp timestamptz NOT NULL,
    kind text NOT NULL CHECK (kind IN ('CHANGED', 'DELETED', 'MERGED', 'SPLIT')),
    replaced_by text[] NOT NULL,
    sets text[] NOT NULL,
    /* SHA-256 of the canonical text; null if it is deleted. */
    hash bytea,
    /* ISO 2709 in UTF-8; null if it is deleted or replaced. */
    body bytea,
    replaced_at bigint
  )`,
  `ALTER TABLE feed_entry SET (toast_tuple_target = 8160)`,
  `CREATE UNIQUE INDEX feed_entry_now ON feed_entry (repository, identifier) WHERE replaced_at IS NULL`,
  `CREATE INDEX feed_entry_order ON feed_entry (repository, position) WHERE replaced_at IS NULL`,
  `CREATE INDEX feed_entry_edition ON feed_entry (edition) WHERE replaced_at IS NULL`,
  `CREATE INDEX feed_entry_record ON feed_entry (record) WHERE replaced_at IS NULL AND record IS NOT NULL`,
  `CREATE INDEX feed_entry_datestamp ON feed_entry (repository, datestamp, position) WHERE replaced_at IS NULL`,
  `CREATE INDEX feed_entry_past ON feed_entry (replaced_at) WHERE replaced_at IS NOT NULL`,
  // The entries of a set in their order, so that a page of a small set is as quick as one of everything.
  `CREATE TABLE feed_in_set (
    repository smallint NOT NULL,
    set_spec text NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (repository, set_spec, position)
  )`,
  // Editions to look at again though no row of change names them: a copy of theirs was lost, or ordered.
  `CREATE TABLE feed_due (
    edition bigint NOT NULL
  )`,
  `CREATE TABLE feed_hold (
    repository smallint NOT NULL,
    set_spec text NOT NULL,
    since timestamptz NOT NULL,
    would_lose integer NOT NULL,
    had integer NOT NULL,
    PRIMARY KEY (repository, set_spec)
  )`,
  // Editions whose changes wait until the set is let go.
  `CREATE TABLE feed_held (
    edition bigint PRIMARY KEY
  )`,
  // The edition that a record was in before it vanished: if it returns, so does its id.
  `CREATE TABLE former_member (
    record bigint PRIMARY KEY,
    edition bigint NOT NULL
  )`,
  // What was delivered where: a file and its receipt.
  `CREATE TABLE feed_delivery (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    delivery text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('FULL', 'CHANGES')),
    epoch text NOT NULL,
    from_position bigint,
    to_position bigint NOT NULL,
    files json NOT NULL,
    started_at timestamptz NOT NULL,
    finished_at timestamptz,
    attempts integer NOT NULL,
    problem text
  )`,
  `CREATE INDEX feed_delivery_newest ON feed_delivery (delivery, id DESC)`,
];

export const feeds: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
