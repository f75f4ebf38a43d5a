/**
 * Rows about readers leave ledgers: when the agreement of today no longer lets them be kept, and with the rows of the snapshots that they
 * were made of. How many there were stays, and so do signatures.
 */
import { READER_CLASSES, type LedgerClass } from '#domain/ledger.ts';
import type { Region } from '#domain/region.ts';
import type { Database } from '#store/tables.ts';
import { findPermittedRows } from '#union-index/index.ts';
import { sql, type Kysely } from 'kysely';
import { WHOLE_CLASS } from './untold.ts';

/** By the lists of which each class is made. */
const LISTS: Readonly<Partial<Record<LedgerClass, readonly string[]>>> = {
  READERS: ['READERS'],
  BLOCKS: ['READERS'],
  LOANS: ['LOANS', 'READERS'],
  HOLDS: ['HOLDS', 'READERS'],
  CHARGES: ['CHARGES', 'READERS'],
};

/** Gives how many rows left. */
export async function forgetLedgerRows(db: Kysely<Database>, region: Region): Promise<number> {
  const { libraries, systems } = findPermittedRows(region, ['MOVE_RECONCILIATION']);
  let gone = 0;
  for (const cls of READER_CLASSES) {
    gone += await db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ ledger: number; number: number }>`
        DELETE FROM ledger_row r USING ledger l
        WHERE l.id = r.ledger AND r.class = ${cls} AND (
          NOT CASE WHEN r.libraries = '{}' THEN r.system IN (SELECT id FROM system WHERE system_id = ANY(${[...systems]}::text[]))
            ELSE r.libraries <@ ${[...libraries]}::text[] END
          OR EXISTS (SELECT FROM snapshot_reader_list g
            WHERE g.gone_at IS NOT NULL AND g.row_count > 0 AND g.list = ANY(${[...(LISTS[cls] ?? [])]}::text[])
              AND ((g.snapshot = l.source AND g.system = ANY(l.systems)) OR (g.snapshot = l.target AND g.system = l.target_system))))
        RETURNING r.ledger, r.number`.execute(tx);
      if (rows.length === 0) return 0;
      const touched = [...new Set(rows.map(({ ledger }) => ledger))];
      await sql`DELETE FROM ledger_difference d WHERE d.ledger = ANY(${touched}::int[]) AND d.class = ${cls} AND NOT EXISTS (
        SELECT FROM ledger_row r WHERE r.ledger = d.ledger AND r.class = d.class AND r.number = d.number)`.execute(tx);
      await sql`INSERT INTO ledger_untold (ledger, class, field, by_side) SELECT number, ${cls}::text, ${WHOLE_CLASS}::text, 'FORGOTTEN'
        FROM unnest(${touched}::int[]) AS t (number) ON CONFLICT DO NOTHING`.execute(tx);
      await sql`UPDATE ledger_rule SET sample = '[]' WHERE ledger = ANY(${touched}::int[]) AND class = ${cls}`.execute(
        tx,
      );
      return rows.length;
    });
  }
  return gone;
}
