/** Barcodes that two copies have: of one system, and of two. */
import { sql } from 'kysely';
import type { SnapshotFinder } from '../snapshots/take.ts';

/**
 * Compared as most systems compare them at load: case and blanks at the ends make no difference. The group of a finding is
 * the barcode in that form.
 */
export const findRepeatedBarcodes: SnapshotFinder = {
  what: 'barcodes that stand twice',
  async find(transaction, { number }) {
    await transaction
      .deleteFrom('snapshot_finding')
      .where('snapshot', '=', number)
      .where('kind', 'in', ['BARCODE_TWICE', 'BARCODE_ELSEWHERE'])
      .execute();
    await sql`
      WITH barcoded AS MATERIALIZED (
        SELECT t.id, t.system, t.library, upper(btrim(t.barcode)) AS barcode
        FROM snapshot_system s JOIN snapshot_item t
          ON t.system = s.system AND t.from_version <= s.version AND (t.to_version IS NULL OR t.to_version > s.version)
        WHERE s.snapshot = ${number} AND btrim(t.barcode) <> ''),
      repeated AS (
        SELECT barcode, count(DISTINCT system) AS systems FROM barcoded GROUP BY barcode HAVING count(*) > 1),
      marked AS (
        SELECT b.*, r.systems, count(*) OVER (PARTITION BY b.barcode, b.system) AS here
        FROM barcoded b JOIN repeated r USING (barcode))
      INSERT INTO snapshot_finding (snapshot, kind, system, library, subject, in_group)
      SELECT ${number}::int, kind, system, library, id, barcode
      FROM marked, LATERAL (VALUES ('BARCODE_TWICE', here > 1), ('BARCODE_ELSEWHERE', systems > 1)) AS k(kind, holds)
      WHERE k.holds
      ORDER BY barcode, id`.execute(transaction);
  },
};
