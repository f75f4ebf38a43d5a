import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * The edition that each record is in, or was in last, by the names of the systems: it outlives an index that is lost, and is
 * what its ids are given back from. `former_member`, whose work this does, and the sequence of the ids stay for a harvester of
 * the version before, which may still run beside this database.
 */
const STATEMENTS: readonly string[] = [
  // Sorted by their characters: comparing by a language's rules takes several times as long.
  `CREATE TABLE record_edition (
    system_id text COLLATE "C" NOT NULL,
    record_id text COLLATE "C" NOT NULL,
    edition bigint NOT NULL,
    /* Those that it was in before, the last one first. */
    formerly bigint[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (system_id, record_id)
  )`,
  `INSERT INTO record_edition (system_id, record_id, edition)
    SELECT s.system_id, r.local_id, coalesce(m.edition, f.edition)
    FROM record r JOIN system s ON s.id = r.system
      LEFT JOIN member m ON m.record = r.id LEFT JOIN former_member f ON f.record = r.id
    WHERE m.record IS NOT NULL OR f.record IS NOT NULL`,
  `CREATE INDEX record_edition_edition ON record_edition (edition)`,
];

export const recordEditions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
