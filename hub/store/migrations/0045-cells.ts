import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Counts of a snapshot's rows by one dimension or by several together, for each system as a whole (`library` null) and for
 * each library in it. Snapshots that were taken before have none: they are counted row by row.
 */
const STATEMENTS: readonly string[] = [
  `DROP TABLE snapshot_cell`,
  `CREATE TABLE snapshot_cell (
    snapshot integer NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
    population text NOT NULL,
    dimensions text NOT NULL,
    "values" text[] NOT NULL,
    system smallint NOT NULL,
    library text,
    row_count integer NOT NULL,
    few bigint[]
  )`,
  `CREATE INDEX snapshot_cell_value ON snapshot_cell (snapshot, population, dimensions, ("values"[1]))`,
  `ALTER TABLE snapshot_system ADD COLUMN counted boolean NOT NULL DEFAULT false`,
];

export const cells: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
