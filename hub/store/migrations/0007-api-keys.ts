import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Keys by which programs sign in. A key itself is kept nowhere: its hash is enough to know it again. */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE api_key (
    id text PRIMARY KEY,
    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
    name text NOT NULL,
    role text NOT NULL CHECK (role IN ('public', 'staff', 'migration', 'operator')),
    libraries text[] NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    revoked_at timestamptz
  )`,
];

export const apiKeys: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
