import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What changed between two snapshots is found without reading what did not: rows that have ended by the version in which they did, rows
 * that have come by their numbers, which rise with the versions. What is to be mended likewise.
 */
const STATEMENTS: readonly string[] = [
  `CREATE INDEX snapshot_record_ended ON snapshot_record (system, to_version) WHERE to_version IS NOT NULL`,
  `CREATE INDEX snapshot_item_ended ON snapshot_item (system, to_version) WHERE to_version IS NOT NULL`,
  `CREATE INDEX snapshot_statement_ended ON snapshot_statement (system, to_version) WHERE to_version IS NOT NULL`,
  `CREATE INDEX snapshot_statement_place ON snapshot_statement (system, id)`,
  // Of all libraries, what costs most first; of what costs the same, what was seen first.
  `CREATE INDEX snapshot_fix_cost ON snapshot_fix (cost DESC, id)`,
  `CREATE INDEX snapshot_fix_come ON snapshot_fix (system, from_version)`,
  `CREATE INDEX snapshot_fix_ended ON snapshot_fix (system, to_version) WHERE to_version IS NOT NULL`,
  // How many things are to be mended, of each library and of all (`library` null), where what several have counts once.
  `INSERT INTO snapshot_result (snapshot, report, key, value)
    SELECT counted.snapshot, 'fix-first', counted.system::text,
      json_agg(json_build_object('library', library, 'kind', kind, 'all', "all", 'cost', cost))
    FROM (
      SELECT v.snapshot, f.system, f.library, f.kind, count(DISTINCT (f.what, f.subject)) AS "all", sum(f.cost) AS cost
      FROM snapshot_fix_list v JOIN snapshot_fix f ON f.system = v.system
        AND f.from_version <= v.version AND (f.to_version IS NULL OR f.to_version > v.version)
      GROUP BY GROUPING SETS ((v.snapshot, f.system, f.kind), (v.snapshot, f.system, f.library, f.kind))) counted
    GROUP BY counted.snapshot, counted.system`,
  // Of a snapshot that is being taken, the systems that are there were counted by fewer dimensions than the others will be.
  `UPDATE snapshot_system s SET counted = false FROM snapshot WHERE snapshot.id = s.snapshot AND snapshot.state = 'TAKING'`,
  // Whether two copies of the version have one number; of versions that were taken before, nobody knows.
  `ALTER TABLE snapshot_system ADD COLUMN repeats boolean NOT NULL DEFAULT true`,
];

export const changesOfSnapshots: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
