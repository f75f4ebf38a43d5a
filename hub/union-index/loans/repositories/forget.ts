/** Takes away what may not be kept any longer. */
import type { SystemId } from '#domain/ids.ts';
import type { LoanList } from '#store/loan-lists.ts';
import type { Database, Tx } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { TABLES } from './list-rows.ts';

/** Which libraries' rows of a system stay; `unknown` says whether those stay of which nobody knows the library. */
export interface KeptRows {
  readonly libraries: readonly string[];
  readonly unknown: boolean;
}

/** Deletes the rows of a list that are of other libraries, for which it is not complete then; gives how many. */
export async function deleteOthersRows(
  transaction: Tx,
  system: number,
  list: LoanList,
  kept: KeptRows,
): Promise<number> {
  const { numAffectedRows } = await sql`
    DELETE FROM ${sql.table(TABLES[list])} WHERE system = ${system}
      AND NOT coalesce(library = ANY(${[...kept.libraries]}::text[]), ${kept.unknown})`.execute(transaction);
  await sql`
    UPDATE loan_list SET complete_for = ARRAY(SELECT unnest(complete_for) INTERSECT SELECT unnest(${[...kept.libraries]}::text[]))
    WHERE system = ${system} AND list = ${list} AND NOT complete_for <@ ${[...kept.libraries]}::text[]`.execute(
    transaction,
  );
  return Number(numAffectedRows ?? 0);
}

const OF_A_MOVE = sql`ARRAY['CARD', 'EXPIRY_DAY', 'BLOCKED', 'MESSAGES']`;

/** Of a row of readers, called `r`: whether it has facts that only a move needs, and what takes them away. */
export const HAS_FACTS_OF_A_MOVE = sql`r.told && ${OF_A_MOVE}`;
export const FORGET_FACTS_OF_A_MOVE = sql`card_token = NULL, expires_on = NULL, blocked = NULL, messages = NULL,
  told = ARRAY(SELECT unnest(r.told) EXCEPT SELECT unnest(${OF_A_MOVE}))`;

/** Deletes what only a move needs of other libraries' readers, whose rows stay for another purpose. */
export async function deleteOthersFactsOfAMove(transaction: Tx, system: number, kept: KeptRows): Promise<void> {
  await sql`
    UPDATE reader r SET ${FORGET_FACTS_OF_A_MOVE}
    WHERE system = ${system} AND ${HAS_FACTS_OF_A_MOVE}
      AND NOT coalesce(library = ANY(${[...kept.libraries]}::text[]), ${kept.unknown})`.execute(transaction);
}

/** Deletes the use by year and by month of a system's records in other libraries. */
export async function deleteOthersYears(transaction: Tx, system: number, libraries: readonly string[]): Promise<void> {
  await sql`
    DELETE FROM use_by_year u USING record r
    WHERE r.id = u.record AND r.system = ${system} AND u.library <> ALL(${[...libraries]}::text[])`.execute(
    transaction,
  );
  await sql`DELETE FROM use_by_month WHERE system = ${system} AND library <> ALL(${[...libraries]}::text[])`.execute(
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

/**
 * Deletes the rows of a list and its state in systems that are not among these, which nobody harvests; gives the number of
 * rows. What another process harvests at the moment stays: its region file may be another.
 */
export async function deleteRowsElsewhere(
  transaction: Tx,
  list: LoanList,
  systems: readonly SystemId[],
): Promise<number> {
  const elsewhere = sql`system IN (SELECT id FROM system s WHERE system_id <> ALL(${[...systems]}::text[])
    AND NOT EXISTS (SELECT FROM harvest_lease WHERE system = s.id AND expires_at > clock_timestamp()))`;
  const { numAffectedRows } = await sql`DELETE FROM ${sql.table(TABLES[list])} WHERE ${elsewhere}`.execute(transaction);
  await sql`DELETE FROM loan_list WHERE list = ${list} AND ${elsewhere}`.execute(transaction);
  return Number(numAffectedRows ?? 0);
}

/**
 * Deletes what harvests that were killed had set aside of a list, of any system. Their leases go first: a harvest that was only
 * stopped for a while may renew one that has run out, and would put the rest of the list in the place of the whole.
 */
export async function deletePagesOfNobody(db: Kysely<Database>, list: LoanList): Promise<void> {
  await sql`
    DELETE FROM harvest_lease WHERE expires_at < clock_timestamp()
      AND system IN (SELECT system FROM loan_list_page WHERE list = ${list})`.execute(db);
  await sql`
    DELETE FROM loan_list_page p
    WHERE list = ${list} AND NOT EXISTS (SELECT FROM harvest_lease l WHERE l.system = p.system)`.execute(db);
}
