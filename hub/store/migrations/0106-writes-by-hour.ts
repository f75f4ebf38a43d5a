import { sql, type Kysely } from 'kysely';
import type { SchemaChange } from '../schema-change.ts';

/** Renewals and holds that were sent to a system in an hour: of the system alone, of no reader, copy or library. */
export const writesByHour: SchemaChange = {
  olderMayRun: true,
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      CREATE TABLE written_hour (
        system text NOT NULL,
        hour timestamptz NOT NULL,
        kind text NOT NULL CHECK (kind IN ('renew', 'place_hold', 'cancel_hold')),
        done integer NOT NULL,
        unknown integer NOT NULL,
        PRIMARY KEY (system, hour, kind)
      )`.execute(db);
  },
};
