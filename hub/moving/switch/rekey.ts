/**
 * What happened in the new system since a library was switched to it, for whoever keys it into the old one after a switch back: the open
 * loans that it has, compared by barcode with those that it had at the switch, and with those of the old system.
 */
import type { Database, Tx } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
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
    ...(silent.length > 0 ? [] : await sayUnpaired(db, { library, source, target })),
    `Holds: readers have another token in each system, so they cannot be paired. ${source} has ${holds.old}, ${target} has ${holds.now}.`,
    ...ALWAYS,
  ];
  return {
    asOf: asOf(target, 'OPEN_LOANS'),
    rows: silent.length > 0 ? [] : await compareLoans(db, { library, source, target }),
    notTold,
  };
}

const LOANS = sql`SELECT i.barcode, l.due_on, l.due_at, l.loaned_at, l.renewals
  FROM open_loan l JOIN system s ON s.id = l.system LEFT JOIN item i ON i.system = l.system AND i.local_id = l.item`;

/** Keeps the loans that the new system has as a library is switched: only what became otherwise since is to be keyed in. */
export async function keepLoans(tx: Tx, { library, target }: Move): Promise<void> {
  await dropLoans(tx, { library });
  await sql`
    INSERT INTO moved_loan (library, system, barcode, due_on, due_at, loaned_at, renewals)
    SELECT ${library}, ${target}, l.barcode, l.due_on, l.due_at, l.loaned_at, l.renewals
    FROM (${LOANS} WHERE s.system_id = ${target} AND l.library = ${library}) l WHERE l.barcode IS NOT NULL`.execute(tx);
}

/** Once there is no way back. */
export async function dropLoans(tx: Tx, { library }: Pick<Move, 'library'>): Promise<void> {
  await tx.deleteFrom('moved_loan').where('library', '=', library).execute();
}

/** The loans of now in both systems, by barcode, beside those that the new one had at the switch. */
function sideBySide({ library, source, target }: Move) {
  const loansOf = (of: RawBuilder<unknown>) => sql`
    SELECT l.*, coalesce(due_on::text, (due_at AT TIME ZONE 'UTC')::date::text) AS due
    FROM (${of}) l WHERE barcode IS NOT NULL`;
  const at = (system: string) => loansOf(sql`${LOANS} WHERE s.system_id = ${system} AND l.library = ${library}`);
  return sql`(${at(source)}) old FULL JOIN (${at(target)}) new ON new.barcode = old.barcode
    FULL JOIN (${loansOf(sql`SELECT * FROM moved_loan WHERE library = ${library} AND system = ${target}`)}) kept
      ON kept.barcode = coalesce(new.barcode, old.barcode)`;
}

async function compareLoans(db: Kysely<Database>, move: Move): Promise<readonly RekeyRow[]> {
  const { rows } = await sql<RekeyRow>`
    SELECT CASE WHEN old.barcode IS NULL THEN 'LENT' WHEN new.barcode IS NULL THEN 'RETURNED' ELSE 'CHANGED' END AS action,
      coalesce(new.barcode, old.barcode) AS barcode, new.due AS "dueOn", old.due AS "wasDueOn"
    FROM ${sideBySide(move)}
    WHERE (new.barcode, new.due, new.due_at, new.loaned_at, coalesce(new.renewals, 0))
        IS DISTINCT FROM (kept.barcode, kept.due, kept.due_at, kept.loaned_at, coalesce(kept.renewals, 0))
      AND (new.barcode IS DISTINCT FROM old.barcode OR new.due IS DISTINCT FROM old.due
        OR new.due_at IS DISTINCT FROM old.due_at OR coalesce(new.renewals, 0) <> coalesce(old.renewals, 0)
        OR new.loaned_at > old.loaned_at)
    ORDER BY 1, 2`.execute(db);
  return rows;
}

/** What of the loans cannot be compared, in sentences; empty if nothing. */
async function sayUnpaired(db: Kysely<Database>, move: Move): Promise<readonly string[]> {
  const { library, source, target } = move;
  const { rows } = await sql<Record<'neverThere' | 'kept' | 'oldNameless' | 'newNameless', number>>`
    SELECT count(*) FILTER (WHERE old.barcode IS NOT NULL AND new.barcode IS NULL AND kept.barcode IS NULL) AS "neverThere",
      count(kept.barcode) AS kept, (${countNameless(source, library)}) AS "oldNameless", (${countNameless(target, library)}) AS "newNameless"
    FROM ${sideBySide(move)}`.execute(db);
  const { neverThere = 0, kept = 0, oldNameless = 0, newNameless = 0 } = rows[0] ?? {};
  return [
    ...(kept === 0
      ? [
          `Returns: no loan of ${library} was known at ${target} when it was switched, so none can be told to have ended.`,
        ]
      : []),
    ...(neverThere === 0
      ? []
      : [
          `${neverThere} loans of ${source} were not at ${target} when ${library} was switched, and are not now: whether they were returned meanwhile is not known.`,
        ]),
    ...(oldNameless + newNameless === 0
      ? []
      : [
          `Loans of copies that have no barcode, or that are not in the index, cannot be paired: ${source} has ${oldNameless}, ${target} has ${newNameless}.`,
        ]),
  ];
}

/** Loans of copies without a barcode; with those of copies that are not known, whichever library they are of. */
function countNameless(system: string, library: string) {
  return sql`SELECT count(*) FROM (${LOANS} WHERE s.system_id = ${system} AND (l.library = ${library} OR l.library IS NULL)) l
    WHERE l.barcode IS NULL`;
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
