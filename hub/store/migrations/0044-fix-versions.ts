import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What is to be mended, by versions as the rows of a snapshot are: what is still to be mended is not written again. A row is
 * in version v of its system's list where `from_version <= v AND (to_version IS NULL OR to_version > v)`.
 */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE snapshot_fix_list (
    snapshot integer NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
    system smallint NOT NULL,
    version integer NOT NULL,
    PRIMARY KEY (snapshot, system)
  )`,
  `INSERT INTO snapshot_fix_list (snapshot, system, version)
    SELECT s.snapshot, s.system, row_number() OVER (PARTITION BY s.system ORDER BY s.snapshot)
    FROM snapshot_system s JOIN snapshot ON snapshot.id = s.snapshot AND snapshot.state = 'WHOLE'`,
  `ALTER TABLE snapshot_fix ADD COLUMN from_version integer, ADD COLUMN to_version integer`,
  `UPDATE snapshot_fix f SET from_version = l.version, to_version = l.version + 1
    FROM snapshot_fix_list l WHERE l.snapshot = f.snapshot AND l.system = f.system`,
  `DELETE FROM snapshot_fix WHERE from_version IS NULL`,
  `ALTER TABLE snapshot_fix ALTER COLUMN from_version SET NOT NULL, DROP COLUMN snapshot`,
  // What costs most first; of what costs the same, what was seen first.
  `CREATE INDEX snapshot_fix_library ON snapshot_fix (library, cost DESC, id)`,
  `CREATE INDEX snapshot_fix_what ON snapshot_fix (system, kind, what)`,
];

export const fixVersions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
