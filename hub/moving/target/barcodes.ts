/** New barcodes for copies that need a new label. */
import { isInVersion } from '#comparison/snapshots/snapshot-rows.ts';
import { badUserInput, type MerciaError } from '#platform/errors.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { foldedBarcode } from '../plans/predict-items.ts';
import type { Plan } from '../plans/plan.ts';

const FORM = /^([A-Za-z]*)(\d{1,15})$/;

export interface GivenBarcodes {
  /** How many were given now. */
  readonly given: number;
  /** How many copies had a new one already, and the least and greatest of these; null if there is none. */
  readonly before: number;
  readonly least: string | null;
  readonly greatest: string | null;
}

/**
 * Gives every copy that goes and needs a new label a number of its own, in the order of the copies, from `first` on; numbers that
 * a copy of the snapshot has are passed over. What was given before stays: labels may be printed. Throws BAD_USER_INPUT for what is no
 * barcode to count from, and where there are too few numbers of its length; then none is given.
 */
export async function assignBarcodes(db: Kysely<Database>, plan: Plan, first: string): Promise<GivenBarcodes> {
  const [, prefix = '', digits] = FORM.exec(first.trim()) ?? [];
  if (digits === undefined) {
    throw badUserInput('--barcodes-from: count from letters and up to 15 digits, such as 30199000000001 or MED000001.');
  }
  return db.transaction().execute(async (transaction) => {
    // Of two who give numbers at once, one waits here and finds those of the other.
    await transaction.selectFrom('move_plan').select('id').where('id', '=', plan.number).forUpdate().execute();
    const items = await transaction
      .selectFrom('planned_item')
      .select('item')
      .where('plan', '=', plan.number)
      .where('goes', '=', true)
      .where('relabel', '=', true)
      .where('barcode', 'is', null)
      .orderBy('item')
      .execute();
    const before = await countGiven(transaction, plan);
    if (items.length === 0) return { given: 0, ...before };
    const taken = await takenBarcodes(transaction, plan, prefix);
    let next = Number(digits);
    const given = items.map(() => {
      let barcode = '';
      do {
        if (String(next).length > digits.length) throw tooFew(first.trim(), items.length);
        barcode = prefix + String(next).padStart(digits.length, '0');
        next += 1;
      } while (taken.has(barcode.toUpperCase()));
      return barcode;
    });
    await sql`
      UPDATE planned_item p SET barcode = n.barcode
      FROM unnest(${items.map(({ item }) => item)}::bigint[], ${given}::text[]) AS n (item, barcode)
      WHERE p.plan = ${plan.number} AND p.item = n.item`.execute(transaction);
    return { given: items.length, ...before };
  });
}

function tooFew(first: string, copies: number): MerciaError {
  return badUserInput(
    `--barcodes-from: from ${first} on there are not enough numbers of that length (needed: ${copies}). Count from a lower one.`,
  );
}

async function countGiven(db: Kysely<Database>, { number }: Plan): Promise<Omit<GivenBarcodes, 'given'>> {
  const { rows } = await sql<Omit<GivenBarcodes, 'given'>>`
    SELECT count(*)::int AS before, min(barcode) AS least, max(barcode) AS greatest
    FROM planned_item WHERE plan = ${number} AND goes AND relabel AND barcode IS NOT NULL`.execute(db);
  return rows[0] ?? { before: 0, least: null, greatest: null };
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
