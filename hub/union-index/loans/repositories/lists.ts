/** The state of each list of each system: as of when it is, and why its newest harvest failed. */
import type { LoanList } from '#store/loan-lists.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { toJson } from '#store/to-json.ts';

export interface LoanListState {
  readonly system: number;
  readonly list: LoanList;
  readonly asOf: Date | null;
  readonly countedFrom: Date | null;
  readonly triedAt: Date;
  readonly leftOut: number;
  readonly rows: number | null;
  readonly problem: string | null;
}

export async function findLoanLists(
  db: Kysely<Database>,
  systems: readonly number[],
): Promise<readonly LoanListState[]> {
  const { rows } = await sql<LoanListState>`
    SELECT system, list, as_of AS "asOf", counted_from AS "countedFrom", tried_at AS "triedAt", left_out AS "leftOut",
      row_count AS rows, problem
    FROM loan_list WHERE system = ANY(${[...systems]}::smallint[]) ORDER BY system, list`.execute(db);
  return rows;
}

/** Keeps the previous list, with its time. */
export async function failLoanList(
  db: Kysely<Database>,
  system: number,
  list: LoanList,
  problem: string,
  at: Date,
): Promise<void> {
  await sql`
    INSERT INTO loan_list (system, list, tried_at, left_out, problem)
    VALUES (${system}, ${list}, ${at}::timestamptz, 0, ${problem})
    ON CONFLICT (system, list) DO UPDATE SET tried_at = excluded.tried_at, problem = excluded.problem`.execute(db);
}

/**
 * `asOf` is when the list was written, and of what is told as it is now, when the harvest `began`: what happened since may be in
 * it, what happened before is. `completeFor` are the libraries of which every row is kept, known as theirs. `startsAnew`: what is counted
 * by year is counted from now on.
 */
export async function finishLoanList(
  db: Kysely<Database>,
  system: number,
  list: LoanList,
  {
    asOf,
    began,
    rows,
    leftOut,
    completeFor,
    startsAnew,
  }: {
    readonly asOf: Date;
    readonly began: Date;
    readonly rows: number;
    readonly leftOut: number;
    readonly completeFor: readonly string[];
    readonly startsAnew: boolean;
  },
): Promise<void> {
  await sql`
    INSERT INTO loan_list (system, list, as_of, counted_from, tried_at, left_out, row_count, complete_for, problem)
    VALUES (${system}, ${list}, ${asOf}::timestamptz, ${asOf}::timestamptz, ${began}::timestamptz, ${leftOut}, ${rows},
      ${[...completeFor]}::text[], NULL)
    ON CONFLICT (system, list) DO UPDATE SET as_of = excluded.as_of, tried_at = excluded.tried_at,
      counted_from = CASE WHEN ${startsAnew} THEN excluded.counted_from ELSE coalesce(loan_list.counted_from, excluded.counted_from) END,
      left_out = excluded.left_out,
      row_count = excluded.row_count, complete_for = excluded.complete_for, problem = NULL
  `.execute(db);
}

/** As if the list had never been harvested. */
export async function deleteLoanList(db: Kysely<Database>, system: number, list: LoanList): Promise<void> {
  await sql`DELETE FROM loan_list WHERE system = ${system} AND list = ${list}`.execute(db);
}

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
