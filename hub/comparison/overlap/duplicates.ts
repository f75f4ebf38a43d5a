/** Editions of which one system has several records. */
import { sql } from 'kysely';
import { dropFindings, type SnapshotFinder } from '../snapshots/finder.ts';
import { rowsOfSnapshot } from '../snapshots/snapshot-rows.ts';

export const DUPLICATE = 'TITLE_TWICE';

/** The group of a finding is the system with the edition. */
export const findDuplicates: SnapshotFinder = {
  what: 'titles that stand twice in one system',
  async find(transaction, { number }) {
    await dropFindings(transaction, number, [DUPLICATE]);
    await sql`
      WITH records AS (
        SELECT t.id, t.system, t.edition FROM ${rowsOfSnapshot('record', number)} t WHERE t.edition IS NOT NULL),
      twice AS (SELECT system, edition FROM records GROUP BY system, edition HAVING count(*) > 1)
      INSERT INTO snapshot_finding (snapshot, kind, system, library, subject, in_group)
      SELECT ${number}::int, ${DUPLICATE}, r.system, NULL, r.id, name.system_id || ' ' || edition
      FROM records r JOIN twice USING (system, edition) JOIN system name ON name.id = r.system
      ORDER BY name.system_id, edition, r.id`.execute(transaction);
  },
};
