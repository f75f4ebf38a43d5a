import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Records that were public and were taken back. What they said is in none of these tables: they tell who did it and why (with
 * `action`), what of them was published, who has read feeds since, and which snapshots say something else now.
 */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE take_back (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL,
    reason text NOT NULL,
    /* OPEN: everything is hidden, and something is left to be cleaned. */
    state text NOT NULL CHECK (state IN ('OPEN', 'DONE')),
    finished_at timestamptz,
    /* Why it could not be finished the last time that it was tried. */
    problem text,
    CHECK ((finished_at IS NOT NULL) = (state = 'DONE'))
  )`,
  `CREATE INDEX take_back_at ON take_back (at)`,
  `CREATE TABLE taken_back_record (
    take_back uuid NOT NULL REFERENCES take_back (id) ON DELETE CASCADE,
    system_id text NOT NULL,
    record_id text NOT NULL,
    /* SHA-256 of what it said, as text; null if the index did not have it. */
    digest text,
    PRIMARY KEY (take_back, system_id, record_id)
  )`,
  // What of the records was in feeds when they were taken back; replaced versions leave the log, so it is written down here.
  `CREATE TABLE taken_back_entry (
    take_back uuid NOT NULL REFERENCES take_back (id) ON DELETE CASCADE,
    repository text NOT NULL,
    identifier text NOT NULL,
    epoch text NOT NULL,
    /* The first that the log knows of it. */
    position bigint NOT NULL,
    published_at timestamptz NOT NULL,
    PRIMARY KEY (take_back, repository, identifier)
  )`,

  // Who has read feeds: one row for each caller and hour. Rows leave after 90 days.
  `CREATE TABLE feed_reading (
    hour timestamptz NOT NULL,
    /* OAI_PMH, SRU, CHANGES */
    service text NOT NULL,
    repository text NOT NULL,
    /* An address; of the graph the id of a key, or empty. */
    caller text NOT NULL,
    epoch text NOT NULL,
    last_at timestamptz NOT NULL,
    requests integer NOT NULL,
    /* Of the entries that were given; null if none was, or if the service does not go by them. */
    from_position bigint,
    to_position bigint,
    PRIMARY KEY (hour, service, repository, caller, epoch)
  )`,
  // Since when it is kept.
  `INSERT INTO setting (key, value) VALUES ('feed-readings-since', to_jsonb(now()))`,

  // Files of published records that commands of this machine, or others, have written.
  `CREATE TABLE written_file (
    machine text NOT NULL,
    path text NOT NULL,
    written_at timestamptz NOT NULL,
    PRIMARY KEY (machine, path)
  )`,

  // Of everything that is in it; null of snapshots that were taken before.
  `ALTER TABLE snapshot ADD COLUMN digest text`,
  `CREATE TABLE snapshot_taken_back (
    snapshot integer NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
    take_back uuid NOT NULL,
    at timestamptz NOT NULL,
    reason text NOT NULL,
    records integer NOT NULL,
    digest_before text NOT NULL,
    digest_after text NOT NULL,
    PRIMARY KEY (snapshot, take_back)
  )`,
];

export const takeBacks: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
