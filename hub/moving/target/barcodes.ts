/** New barcodes for copies that need a new label. */
import { isInVersion } from '#comparison/snapshots/snapshot-rows.ts';
import { MerciaError } from '#platform/errors.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { foldedBarcode } from '../plans/predict-items.ts';
import type { Plan } from '../plans/plan.ts';

const FORM = /^([A-Za-z]*)(\d{1,15})$/;

/**
 * Gives every copy that goes and needs a new label a number of its own, in the order of the copies, from `first` on; numbers that
 * a copy of the snapshot has are passed over. What was given before stays. Gives how many it gave. Throws BAD_USER_INPUT for what is no
 * barcode to count from.
 */
export async function assignBarcodes(db: Kysely<Database>, plan: Plan, first: string): Promise<number> {
  const [, prefix = '', digits] = FORM.exec(first.trim()) ?? [];
  if (digits === undefined) {
    throw new MerciaError(
      'BAD_USER_INPUT',
      '--barcodes-from: count from letters and up to 15 digits, such as 30199000000001 or MED000001.',
    );
  }
  return db.transaction().execute(async (transaction) => {
    const items = await transaction
      .selectFrom('planned_item')
      .select('item')
      .where('plan', '=', plan.number)
      .where('goes', '=', true)
      .where('relabel', '=', true)
      .where('barcode', 'is', null)
      .orderBy('item')
      .execute();
    if (items.length === 0) return 0;
    const taken = await takenBarcodes(transaction, plan, prefix);
    let next = Number(digits);
    const given = items.map(() => {
      let barcode = '';
      do {
        barcode = prefix + String(next).padStart(digits.length, '0');
        next += 1;
      } while (taken.has(barcode.toUpperCase()));
      return barcode;
    });
    await sql`
      UPDATE planned_item p SET barcode = n.barcode
      FROM unnest(${items.map(({ item }) => item)}::bigint[], ${given}::text[]) AS n (item, barcode)
      WHERE p.plan = ${plan.number} AND p.item = n.item`.execute(transaction);
    return items.length;
  });
}

/** Folded, as the target compares them. */
async function takenBarcodes(db: Kysely<Database>, plan: Plan, prefix: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ barcode: string }>`
    SELECT barcode FROM (
      SELECT ${foldedBarcode(sql`t.barcode`)} AS barcode
      FROM snapshot_system s JOIN snapshot_item t ON t.system = s.system AND ${isInVersion('t', 's')}
      WHERE s.snapshot = ${plan.snapshot.number}
      UNION SELECT ${foldedBarcode(sql`barcode`)} FROM planned_item WHERE plan = ${plan.number}) b
    WHERE starts_with(barcode, ${prefix.toUpperCase()})`.execute(db);
  return new Set(rows.map(({ barcode }) => barcode));
}
