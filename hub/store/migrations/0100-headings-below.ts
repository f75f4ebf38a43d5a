import { sql, type Kysely } from 'kysely';
import type { SchemaChange } from '../schema-change.ts';

/** The headings below one are looked up where a search finds nothing: without this, every heading of the vocabulary is read. */
export const headingsBelow: SchemaChange = {
  olderMayRun: true,
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`CREATE INDEX vocabulary_broader_broader ON vocabulary_broader (vocabulary, broader)`.execute(db);
  },
};
