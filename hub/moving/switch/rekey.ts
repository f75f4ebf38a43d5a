/**
 * What happened in the new system since a library was frozen, for whoever keys it into the old one after a switch back: the open loans
 * of both, compared by barcode. Pure SQL over the lists that both systems told.
 */
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import type { Move } from './new-ids.ts';

/** `LENT`: the old system does not know the loan. `RETURNED`: it still has it. `CHANGED`: renewed, or lent again. */
export type RekeyAction = 'LENT' | 'RETURNED' | 'CHANGED';

export interface RekeyRow {
  readonly action: RekeyAction;
  readonly barcode: string;
  /** In the new system, `YYYY-MM-DD`; null for a return, and where it is not told. */
  readonly dueOn: string | null;
  /** In the old system; null for a loan that it does not know. */
  readonly wasDueOn: string | null;
}

export interface RekeyList {
  /** Of when the new system's list is; null where it has told none. */
  readonly asOf: Date | null;
  readonly rows: readonly RekeyRow[];
  /** What cannot be told, in sentences. */
  readonly notTold: readonly string[];
}

const ALWAYS = [
  'Payments and charges: neither system told them one by one; ask the new system for the payments since the switch.',
  'Renewals of one loan that were taken back the same day, and loans that began and ended since: no list of open loans has them.',
  'What was changed in the new system after its list was told: harvest it once more before it is left.',
];

export async function listToRekey(db: Kysely<Database>, { library, source, target }: Move): Promise<RekeyList> {
  const told = await sql<{ systemId: string; list: string; asOf: Date }>`
    SELECT s.system_id AS "systemId", l.list, l.as_of AS "asOf" FROM loan_list l JOIN system s ON s.id = l.system
    WHERE l.as_of IS NOT NULL AND s.system_id IN (${source}, ${target})`.execute(db);
  const asOf = (system: string, list: string): Date | null =>
    told.rows.find((one) => one.systemId === system && one.list === list)?.asOf ?? null;
  const silent = [source, target].filter((system) => asOf(system, 'OPEN_LOANS') === null);
  const holds = await countHolds(db, { library, source, target });
  const notTold = [
    ...silent.map((system) => `Loans: ${system} has not told its open loans, so nothing can be compared.`),
    `Holds: readers have another token in each system, so they cannot be paired. ${source} has ${holds.old}, ${target} has ${holds.now}.`,
    ...ALWAYS,
  ];
  return {
    asOf: asOf(target, 'OPEN_LOANS'),
    rows: silent.length > 0 ? [] : await compareLoans(db, { library, source, target }),
    notTold,
  };
}

async function compareLoans(db: Kysely<Database>, { library, source, target }: Move): Promise<readonly RekeyRow[]> {
  const loansAt = (system: string) => sql`
    SELECT i.barcode, coalesce(l.due_on::text, (l.due_at AT TIME ZONE 'UTC')::date::text) AS due,
      l.renewals, l.due_at, l.loaned_at
    FROM open_loan l JOIN system s ON s.id = l.system JOIN item i ON i.system = l.system AND i.local_id = l.item
    WHERE s.system_id = ${system} AND l.library = ${library} AND i.barcode IS NOT NULL`;
  const { rows } = await sql<RekeyRow>`
    SELECT CASE WHEN old.barcode IS NULL THEN 'LENT' WHEN new.barcode IS NULL THEN 'RETURNED' ELSE 'CHANGED' END AS action,
      coalesce(new.barcode, old.barcode) AS barcode, new.due AS "dueOn", old.due AS "wasDueOn"
    FROM (${loansAt(source)}) old FULL JOIN (${loansAt(target)}) new ON new.barcode = old.barcode
    WHERE old.barcode IS NULL OR new.barcode IS NULL OR new.due IS DISTINCT FROM old.due
      OR new.due_at IS DISTINCT FROM old.due_at OR coalesce(new.renewals, 0) <> coalesce(old.renewals, 0)
      OR new.loaned_at > old.loaned_at
    ORDER BY 1, 2`.execute(db);
  return rows;
}

async function countHolds(
  db: Kysely<Database>,
  { library, source, target }: Move,
): Promise<{ readonly old: number; readonly now: number }> {
  const { rows } = await sql<{ old: number; now: number }>`
    SELECT count(*) FILTER (WHERE s.system_id = ${source}) AS old, count(*) FILTER (WHERE s.system_id = ${target}) AS now
    FROM open_hold h JOIN system s ON s.id = h.system
    WHERE s.system_id IN (${source}, ${target}) AND h.library = ${library}`.execute(db);
  return rows[0] ?? { old: 0, now: 0 };
}
