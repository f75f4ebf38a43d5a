/** Takes away what may not be kept any longer. */
import type { LoanList } from '#store/loan-lists.ts';
import type { Tx } from '#store/tables.ts';
import { sql } from 'kysely';
import { TABLES } from './list-rows.ts';

/** Which libraries' rows of a system stay; `unknown` says whether those stay of which nobody knows the library. */
export interface KeptRows {
  readonly libraries: readonly string[];
  readonly unknown: boolean;
}

/** Deletes the rows of a list that are of other libraries; gives how many. */
export async function deleteOthersRows(
  transaction: Tx,
  system: number,
  list: LoanList,
  kept: KeptRows,
): Promise<number> {
  const { numAffectedRows } = await sql`
    DELETE FROM ${sql.table(TABLES[list])} WHERE system = ${system}
      AND NOT coalesce(library = ANY(${[...kept.libraries]}::text[]), ${kept.unknown})`.execute(transaction);
  return Number(numAffectedRows ?? 0);
}

/** Deletes the tokens of cards of other libraries' readers, whose rows stay for another purpose. */
export async function deleteOthersCards(transaction: Tx, system: number, kept: KeptRows): Promise<void> {
  await sql`
    UPDATE reader SET card_token = NULL, told = array_remove(told, 'CARD')
    WHERE system = ${system} AND 'CARD' = ANY(told)
      AND NOT coalesce(library = ANY(${[...kept.libraries]}::text[]), ${kept.unknown})`.execute(transaction);
}

/** Deletes the use by year of a system's records in other libraries. */
export async function deleteOthersYears(transaction: Tx, system: number, libraries: readonly string[]): Promise<void> {
  await sql`
    DELETE FROM use_by_year u USING record r
    WHERE r.id = u.record AND r.system = ${system} AND u.library <> ALL(${[...libraries]}::text[])`.execute(
    transaction,
  );
}

/**
 * Deletes the rows of a list in systems where it is older than `before`, as if it had never been harvested; gives their
 * number.
 */
export async function deleteStaleRows(transaction: Tx, list: LoanList, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    DELETE FROM ${sql.table(TABLES[list])} WHERE system IN (
      SELECT system FROM loan_list WHERE list = ${list} AND as_of < ${before}::timestamptz)`.execute(transaction);
  await sql`
    UPDATE loan_list SET as_of = NULL, row_count = NULL WHERE list = ${list} AND as_of < ${before}::timestamptz`.execute(
    transaction,
  );
  return Number(numAffectedRows ?? 0);
}
