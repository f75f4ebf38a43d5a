import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Editions of one work share a key; it is null where their records say too little to tell. */
export const works: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`ALTER TABLE edition ADD COLUMN work text`.execute(db);
    await sql`CREATE INDEX edition_work ON edition (work) WHERE work IS NOT NULL`.execute(db);
  },
};
