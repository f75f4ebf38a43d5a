import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What publishing must remember: how large each set is, what it lost of late, and what waits for an operator. */
const STATEMENTS: readonly string[] = [
  `ALTER TABLE feed_state
    /* Replaced versions up to here are gone: what the log said at an earlier position cannot be told any more. */
    ADD COLUMN pruned_to bigint NOT NULL DEFAULT 0,
    /* Why nothing was published the last time that it was tried. */
    ADD COLUMN problem text`,
  // By the identifier first: with the repository first, a look-up may read all of a repository while there are no statistics.
  `DROP INDEX feed_entry_now`,
  `CREATE UNIQUE INDEX feed_entry_now ON feed_entry (identifier, repository) WHERE replaced_at IS NULL`,
  `ALTER TABLE feed_due ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY`,
  `ALTER TABLE feed_held
    /* Sets that it would take something out of: '<repository> <set>', or '<repository>'. */
    ADD COLUMN waits_for text[] NOT NULL DEFAULT '{}',
    /* Of those, the ones that an operator let go. */
    ADD COLUMN let_go text[] NOT NULL DEFAULT '{}',
    /* To look at again: an operator let something go. */
    ADD COLUMN due boolean NOT NULL DEFAULT false,
    /* Why it could not be rendered; null if it waits for an operator. */
    ADD COLUMN problem text`,
  `CREATE INDEX feed_held_due ON feed_held (edition) WHERE due`,
  // Entries that are not deleted; the set is empty for a whole repository.
  `CREATE TABLE feed_set_size (
    repository smallint NOT NULL,
    set_spec text NOT NULL,
    entries bigint NOT NULL,
    PRIMARY KEY (repository, set_spec)
  )`,
  `CREATE TABLE feed_loss (
    repository smallint NOT NULL,
    set_spec text NOT NULL,
    at timestamptz NOT NULL,
    entries integer NOT NULL
  )`,
  `CREATE INDEX feed_loss_newest ON feed_loss (at)`,
];

export const feedPublishing: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
