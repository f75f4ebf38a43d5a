/** Items that one row alone cannot tell: on records that say next to nothing, and with barcodes of a shape that is not theirs. */
import type { FindingKind } from '#domain/comparison.ts';
import { LONG_OVERDUE_DAYS } from '../readers/count-readers.ts';
import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { Database } from '#store/tables.ts';
import { dropFindings, type SnapshotFinder } from '../snapshots/finder.ts';
import { isInVersion } from '../snapshots/snapshot-rows.ts';

const KINDS: readonly FindingKind[] = ['RECORD_UNTITLED', 'RECORD_RUBBISH', 'BARCODE_ODD', 'LONG_OVERDUE'];

/** A shape that so few of a library's barcodes have, and fewer than this share of them, is none of its own. */
const FEW = 5;
const RARE_SHARE = 0.001;
/** Prefixes say something only where nearly all barcodes of a length begin in a usual way: running numbers do not. */
const USUAL_SHARE = 0.95;

export const findOddItems: SnapshotFinder = {
  what: 'items on records that say next to nothing, odd barcodes, and copies long overdue',
  async find(transaction, { number }) {
    await dropFindings(transaction, number, KINDS);
    await findRubbish(transaction, number);
    await findOddBarcodes(transaction, number);
    await findLongOverdue(transaction, number);
  },
};

const inVersion = (row: string): RawBuilder<unknown> =>
  sql`${sql.ref(`${row}.system`)} = s.system AND ${isInVersion(row, 's')}`;

/** Rubbish: it says too little to be matched, and has no ISBN. A record that is yet to be read is not judged. */
async function findRubbish(transaction: Transaction<Database>, number: number): Promise<void> {
  await sql`
    INSERT INTO snapshot_finding (snapshot, kind, system, library, subject)
    SELECT ${number}::int, k.kind, t.system, t.library, t.id
    FROM snapshot_system s
      JOIN snapshot_record r ON ${inVersion('r')}
      CROSS JOIN LATERAL (VALUES
        ('RECORD_UNTITLED', r.title IS NULL OR r.title = '[untitled]'),
        ('RECORD_RUBBISH', r.brief AND cardinality(r.isbns) = 0)) AS k(kind, holds)
      JOIN snapshot_item t ON ${inVersion('t')} AND t.record = r.record
    WHERE s.snapshot = ${number} AND k.holds
    ORDER BY t.id, k.kind`.execute(transaction);
}

/** Where no loans are told, a copy itself may say when it was due. */
async function findLongOverdue(transaction: Transaction<Database>, number: number): Promise<void> {
  await sql`
    INSERT INTO snapshot_finding (snapshot, kind, system, library, subject)
    SELECT ${number}::int, 'LONG_OVERDUE', t.system, t.library, t.id
    FROM snapshot_system s JOIN snapshot taken ON taken.id = s.snapshot JOIN snapshot_item t ON ${inVersion('t')}
    WHERE s.snapshot = ${number} AND 'LOANS' = ANY(s.not_told)
      AND t.details ->> 'dueOn' < (taken.taken_at::date - ${LONG_OVERDUE_DAYS}::int)::text
    ORDER BY t.id`.execute(transaction);
}

/** What is missing, or has blanks or signs in it, is found by its form and not here. */
async function findOddBarcodes(transaction: Transaction<Database>, number: number): Promise<void> {
  await sql`
    WITH barcoded AS (
      SELECT t.id, t.system, t.library, substr(t.barcode, 1, 4) AS prefix, length(t.barcode) AS length
      FROM snapshot_system s JOIN snapshot_item t ON ${inVersion('t')}
      WHERE s.snapshot = ${number} AND t.barcode ~ '^[A-Za-z0-9]+$'),
    counted AS (
      SELECT *, count(*) OVER (PARTITION BY system, library, length, prefix) AS copies,
        count(*) OVER (PARTITION BY system, library, length) AS of_length,
        count(*) OVER (PARTITION BY system, library) AS everything
      FROM barcoded),
    judged AS (
      SELECT *, copies < ${FEW} AND copies < everything * ${RARE_SHARE}::numeric AS is_rare,
        of_length < ${FEW} AND of_length < everything * ${RARE_SHARE}::numeric AS has_rare_length
      FROM counted),
    compared AS (
      SELECT *, count(*) FILTER (WHERE NOT is_rare) OVER (PARTITION BY system, library, length) AS usual FROM judged)
    INSERT INTO snapshot_finding (snapshot, kind, system, library, subject)
    SELECT ${number}::int, 'BARCODE_ODD', b.system, b.library, b.id
    FROM compared b
    WHERE b.has_rare_length OR (b.is_rare AND b.usual >= b.of_length * ${USUAL_SHARE}::numeric)
    ORDER BY b.id`.execute(transaction);
}
