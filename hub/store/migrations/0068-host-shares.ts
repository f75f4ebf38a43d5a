import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** How the processes of a region share what each library system may be asked; `hub/store/host-shares/`. */
const STATEMENTS: readonly string[] = [
  // A process that asks systems. What it holds is free when this has expired: all its exchanges have ended by then.
  `CREATE TABLE host_process (
    holder text PRIMARY KEY,
    expires_at timestamptz NOT NULL
  ) WITH (fillfactor = 50)`,
  `CREATE TABLE host_share (
    host text PRIMARY KEY,
    /* Rises with each change: whoever changes it names the version that was read. */
    version bigint NOT NULL DEFAULT 0,
    /* By holder: what it may use, and what it wants. */
    claims jsonb NOT NULL DEFAULT '{}',
    /* End of the pause that the system asked for. */
    paused_until timestamptz
  ) WITH (fillfactor = 50)`,
];

export const hostShares: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
