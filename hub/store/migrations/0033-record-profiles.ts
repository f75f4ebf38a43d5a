import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What can be counted of a record without reading its bytes again; hidden records have a row too. */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE record_profile (
    record bigint PRIMARY KEY,
    system smallint NOT NULL,
    format text NOT NULL,
    serial boolean NOT NULL,
    online boolean NOT NULL,
    year integer,
    languages text[] NOT NULL,
    class_schemes text[] NOT NULL,
    isbns text[] NOT NULL,
    load_key text,
    brief boolean NOT NULL,
    fields text[] NOT NULL,
    faults text[] NOT NULL
  )`,
];

export const recordProfiles: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
