/** Barcodes that two copies have, of one system or of two, and barcodes that a system made up. */
import type { FindingKind } from '#domain/comparison.ts';
import { sql, type RawBuilder } from 'kysely';
import { dropFindings, type SnapshotFinder } from '../snapshots/finder.ts';
import { isInVersion, isOwn } from '../snapshots/snapshot-rows.ts';

const KINDS: readonly FindingKind[] = [
  'BARCODE_ELSEWHERE',
  'BARCODE_ELSEWHERE_ALIKE',
  'BARCODE_TWICE',
  'BARCODE_TWICE_ALIKE',
  'BARCODE_MADE_UP',
];

/** What stands for nothing at the ends of a barcode; spreadsheets and Windows-1252 files bring those besides the blank. */
const BLANKS = ' \t\n\r\f\v\u00A0\u200B\uFEFF';

const trimmed = sql`btrim(t.barcode, ${BLANKS}::text)`;
/** A program that takes a barcode for a number drops zeros; one with a letter in it stays as it is. */
const withoutZeros = (barcode: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`CASE WHEN ${barcode} ~ '^[0-9]+$' THEN coalesce(nullif(ltrim(${barcode}, '0'), ''), '0') ELSE ${barcode} END`;
/** Symphony numbers a copy without a label by its title: `476022-1001`, the record being 476022 or a476022. */
const madeUp = sql`(${trimmed} ~ '^[0-9]+-[0-9]+$' AND EXISTS (SELECT FROM snapshot_record r
  WHERE r.record = t.record AND regexp_replace(r.local_id, '^[^0-9]+', '') = split_part(${trimmed}, '-', 1)))`;

/**
 * The group of a finding is the barcode as it is compared: in capitals, without blanks at the ends, without leading zeros. Its
 * detail has the systems and libraries of the other copies, their barcodes, and what differs: CASE, BLANKS, ZEROS. A copy that is tried out in
 * another system, or was left behind there, has its own barcode: it clashes with those of that system alone.
 */
export const findBarcodeClashes: SnapshotFinder = {
  what: 'barcodes that stand twice',
  async find(transaction, { number, region }) {
    await dropFindings(transaction, number, KINDS);
    await sql`DROP TABLE IF EXISTS barcoded`.execute(transaction);
    await sql`
      CREATE TEMP TABLE barcoded ON COMMIT DROP AS
      SELECT copy.*, upper(${withoutZeros(sql`trimmed`)}) AS folded
      FROM (
        SELECT t.id, t.system, name.system_id, t.library, t.barcode, ${trimmed} AS trimmed, ${madeUp} AS made_up,
          ${isOwn(region, 't.system', 't.library')} AS own
        FROM snapshot_system s
          JOIN system name ON name.id = s.system
          JOIN snapshot_item t ON t.system = s.system AND ${isInVersion('t', 's')}
        WHERE s.snapshot = ${number} AND ${trimmed} <> '') copy`.execute(transaction);
    await sql`ANALYZE barcoded`.execute(transaction);
    await sql`
      INSERT INTO snapshot_finding (snapshot, kind, system, library, subject, in_group)
      SELECT ${number}::int, 'BARCODE_MADE_UP', system, library, id, folded FROM barcoded WHERE made_up ORDER BY id`.execute(
      transaction,
    );
    await sql`${findClashes(number)}`.execute(transaction);
  },
};

/** Spellings of each library are compared, not copies: a filler such as "0" may stand on thousands of them. */
function findClashes(number: number): RawBuilder<unknown> {
  return sql`
    WITH spelling AS MATERIALIZED (
      SELECT folded, system, system_id, library, barcode, trimmed, own, count(*) AS copies
      FROM barcoded
      WHERE NOT made_up AND folded IN (SELECT folded FROM barcoded WHERE NOT made_up GROUP BY folded HAVING count(*) > 1)
      GROUP BY folded, system, system_id, library, barcode, trimmed, own),
    clash AS (
      SELECT a.folded, a.system, a.library, a.barcode, k.kind,
        json_build_object(
          'systems', array_agg(DISTINCT b.system_id),
          'libraries', coalesce(array_agg(DISTINCT b.library) FILTER (WHERE b.library IS DISTINCT FROM a.library
            AND b.library IS NOT NULL), '{}'),
          'barcodes', array_agg(DISTINCT b.barcode),
          'differ', coalesce(array_agg(DISTINCT d.what) FILTER (WHERE d.what IS NOT NULL), '{}')) AS detail
      FROM spelling a JOIN spelling b ON b.folded = a.folded AND (b.system = a.system OR a.own AND b.own)
        AND (a.copies > 1 OR (a.system, a.library, a.barcode) IS DISTINCT FROM (b.system, b.library, b.barcode))
        CROSS JOIN LATERAL (SELECT CASE WHEN a.system = b.system THEN 'BARCODE_TWICE' ELSE 'BARCODE_ELSEWHERE' END
          || CASE WHEN a.barcode = b.barcode THEN '' ELSE '_ALIKE' END AS kind) k
        LEFT JOIN LATERAL (VALUES
          ('CASE', ${withoutZeros(sql`a.trimmed`)} <> ${withoutZeros(sql`b.trimmed`)}),
          ('ZEROS', upper(a.trimmed) <> upper(b.trimmed)),
          ('BLANKS', a.barcode <> b.barcode AND (a.barcode <> a.trimmed OR b.barcode <> b.trimmed))
        ) AS d(what, holds) ON d.holds
      GROUP BY a.folded, a.system, a.library, a.barcode, k.kind)
    INSERT INTO snapshot_finding (snapshot, kind, system, library, subject, in_group, detail)
    SELECT ${number}::int, c.kind, t.system, t.library, t.id, t.folded, c.detail
    FROM barcoded t JOIN clash c ON c.folded = t.folded AND c.system = t.system AND c.barcode = t.barcode
      AND c.library IS NOT DISTINCT FROM t.library
    WHERE NOT t.made_up
    ORDER BY t.folded, t.id, c.kind`;
}
