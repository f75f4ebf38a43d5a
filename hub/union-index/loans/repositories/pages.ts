/** Pages of a list that is being harvested: nobody reads them until they take the place of the list before, all at once. */
import type { LoanList } from '#store/loan-tables.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { toJson } from '#store/to-json.ts';

/** Also what a harvest that was cut short left behind. */
export async function dropLoanPages(db: Kysely<Database>, system: number, list: LoanList): Promise<void> {
  await sql`DELETE FROM loan_list_page WHERE system = ${system} AND list = ${list}`.execute(db);
}

export async function insertLoanPage(
  db: Kysely<Database>,
  system: number,
  list: LoanList,
  page: number,
  rows: readonly unknown[],
): Promise<void> {
  await sql`
    INSERT INTO loan_list_page (system, list, page, rows)
    VALUES (${system}, ${list}, ${page}, ${toJson(rows)}::json)`.execute(db);
}
