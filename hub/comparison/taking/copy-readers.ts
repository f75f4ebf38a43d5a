/**
 * Lists about readers into a snapshot, whole. They stand apart from everything else: they leave with their library's
 * agreement or when their days are over, and only their number stays.
 */
import type { ToldThing } from '#domain/comparison.ts';
import type { LoanList } from '#store/loan-lists.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Transaction } from 'kysely';

const LISTS = [
  { list: 'OPEN_LOANS', from: 'open_loan', to: 'snapshot_loan', name: 'LOANS' },
  { list: 'OPEN_HOLDS', from: 'open_hold', to: 'snapshot_hold', name: 'HOLDS' },
  { list: 'READERS', from: 'reader', to: 'snapshot_reader', name: 'READERS' },
  { list: 'OPEN_CHARGES', from: 'open_charge', to: 'snapshot_charge', name: 'CHARGES' },
] as const satisfies readonly { list: LoanList; from: string; to: string; name: string }[];

/** What all charges come to, if they are in one currency. */
const ONE_CURRENCY = sql`count(DISTINCT currency) = 1`;
const SUM = sql`CASE WHEN ${ONE_CURRENCY} THEN sum(amount_pence)::bigint END, CASE WHEN ${ONE_CURRENCY} THEN min(currency) END`;
const NO_SUM = sql`NULL::bigint, NULL::text`;

export interface CopiedLists {
  /** Lists that the system has not told. */
  readonly notTold: readonly ToldThing[];
  /** Lists whose newest harvest failed: what is copied of them is of before. */
  readonly failed: readonly ToldThing[];
}

export async function copyReaders(
  transaction: Transaction<Database>,
  snapshot: number,
  system: number,
): Promise<CopiedLists> {
  const notTold: ToldThing[] = [];
  const failed: ToldThing[] = [];
  for (const { list, from, to, name } of LISTS) {
    const kept = await transaction
      .selectFrom('loan_list')
      .select(['as_of', 'left_out', 'complete_for', 'problem'])
      .where('system', '=', system)
      .where('list', '=', list)
      .executeTakeFirst();
    if (kept?.as_of === undefined || kept.as_of === null) {
      notTold.push(name);
      continue;
    }
    if (kept.problem !== null) failed.push(name);
    await sql`INSERT INTO ${sql.table(to)} SELECT ${snapshot}::int, row.* FROM ${sql.table(from)} row
      WHERE row.system = ${system}`.execute(transaction);
    await sql`
      INSERT INTO snapshot_reader_list (snapshot, system, library, list, row_count, left_out, as_of, complete_for, pence, currency)
      SELECT ${snapshot}::int, ${system}::smallint, coalesce(library, ''), ${name}::text, count(*)::int,
        ${kept.left_out}::int, ${kept.as_of}::timestamptz, ${kept.complete_for}::text[], ${name === 'CHARGES' ? SUM : NO_SUM}
      FROM ${sql.table(to)} WHERE snapshot = ${snapshot} AND system = ${system} GROUP BY coalesce(library, '')`.execute(
      transaction,
    );
    // Of a list without rows it is known too that it was told, and what was left out.
    await sql`
      INSERT INTO snapshot_reader_list (snapshot, system, library, list, row_count, left_out, as_of, complete_for)
      VALUES (${snapshot}, ${system}, '', ${name}, 0, ${kept.left_out}, ${kept.as_of}, ${kept.complete_for}) ON CONFLICT DO NOTHING`.execute(
      transaction,
    );
  }
  return { notTold, failed };
}
