import { sql, type Kysely } from 'kysely';
import type { SchemaChange } from '../schema-change.ts';

/** Which systems have cells of a dimension is asked with each number of a report: it is read from the index alone. */
export const cellsBySystem: SchemaChange = {
  olderMayRun: true,
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`CREATE INDEX snapshot_cell_system ON snapshot_cell (snapshot, population, dimensions, system)`.execute(
      db,
    );
  },
};
