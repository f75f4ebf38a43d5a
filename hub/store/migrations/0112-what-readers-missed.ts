import { sql, type Kysely } from 'kysely';
import type { SchemaChange } from '../schema-change.ts';

/**
 * What an operator is asked of a time: how many answers stopped waiting for a system that was well, why one was silent, and since when
 * nobody had asked it. Null in older rows, of which that is not known.
 */
export const whatReadersMissed: SchemaChange = {
  olderMayRun: true,
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`ALTER TABLE answering_hour ADD COLUMN stopped_waiting integer, ADD COLUMN last_at timestamptz`.execute(
      db,
    );
    await sql`ALTER TABLE answering_change ADD COLUMN cause text, ADD COLUMN after_ms integer, ADD COLUMN asked_before timestamptz`.execute(
      db,
    );
  },
};
