/** Editions of which one system has several records. */
import { sql } from 'kysely';
import type { SnapshotFinder } from '../snapshots/take.ts';
import { rowsOfSnapshot } from './snapshot-rows.ts';

export const DUPLICATE = 'TITLE_TWICE';

/** The group of a finding is the edition. */
export const findDuplicates: SnapshotFinder = {
  what: 'titles that stand twice in one system',
  async find(transaction, { number }) {
    await transaction
      .deleteFrom('snapshot_finding')
      .where('snapshot', '=', number)
      .where('kind', '=', DUPLICATE)
      .execute();
    await sql`
      WITH records AS (
        SELECT t.id, t.system, t.edition FROM ${rowsOfSnapshot('record', number)} t WHERE t.edition IS NOT NULL),
      twice AS (SELECT system, edition FROM records GROUP BY system, edition HAVING count(*) > 1)
      INSERT INTO snapshot_finding (snapshot, kind, system, library, subject, in_group)
      SELECT ${number}::int, ${DUPLICATE}, system, NULL, id, edition::text
      FROM records JOIN twice USING (system, edition)
      ORDER BY edition, id`.execute(transaction);
  },
};
