import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Sessions of the pages for people. `key` is the SHA-256 of the session's id, and `content`, `signed_in`
 * and `memory` are sealed with a key derived from that id. The id is known to the visitor's browser alone, so a copy of this table opens no session and shows no token.
 */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE console_session (
    key bytea PRIMARY KEY,
    content text NOT NULL,
    /* Tokens and role of whoever is signed in, in a column of its own: renewing them must not race with what pages write. */
    signed_in text,
    /* What pages keep between two requests, in a column of its own: requests at the same time change it in turn. */
    memory text,
    /* When it was last used: it ends some time after that. */
    used_at timestamptz NOT NULL,
    /* When it ends even if it is used. */
    ends_at timestamptz NOT NULL
  )`,
  `CREATE INDEX console_session_ends ON console_session (ends_at)`,
];

export const consoleSessions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
