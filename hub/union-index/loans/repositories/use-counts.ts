/** How often copies were lent. Systems count from the first day on; what falls to a year is the difference of two harvests. */
import type { Database } from '#store/tables.ts';
import { sql, type Transaction } from 'kysely';
import { toReplaced, type Replaced } from './replaced.ts';

/** A row of a page of USE_COUNTS. */
export interface UseCountRow {
  readonly item: string;
  readonly record: number;
  readonly library: string;
  readonly loans: number | null;
  readonly renewals: number | null;
  readonly last_borrowed_on: string | null;
}

/**
 * Puts the pages in the place of the counts before, and adds to `year` what was lent since. A copy that is seen for the first
 * time adds nothing: it may bring loans of other years, or of another system, along. Nor does a counter that went back.
 */
export async function replaceUseCounts(
  transaction: Transaction<Database>,
  system: number,
  year: number,
): Promise<Replaced> {
  await sql`
    WITH seen AS (${newCounts(system)}), grown AS (
      SELECT seen.record, seen.library, sum(seen.loans - before.loans) AS loans
      FROM seen JOIN use_count before ON before.system = ${system} AND before.item = seen.item
      WHERE seen.loans > before.loans
      GROUP BY seen.record, seen.library
    )
    INSERT INTO use_by_year AS known (record, library, year, loans)
    SELECT record, library, ${year}, loans FROM grown
    ON CONFLICT (record, library, year) DO UPDATE SET loans = known.loans + excluded.loans`.execute(transaction);
  const gone = await sql`DELETE FROM use_count WHERE system = ${system}`.execute(transaction);
  const come = await sql`
    INSERT INTO use_count (system, item, record, library, loans, renewals, last_borrowed_on)
    SELECT ${system}::smallint, seen.* FROM (${newCounts(system)}) seen`.execute(transaction);
  return toReplaced(gone, come);
}

/** A copy that two pages bring counts once. */
const newCounts = (system: number) => sql`
  SELECT DISTINCT ON (r.item) r.* FROM loan_list_page p
    CROSS JOIN LATERAL json_to_recordset(p.rows) AS r(item text, record bigint, library text, loans integer,
      renewals integer, last_borrowed_on date)
  WHERE p.system = ${system} AND p.list = 'USE_COUNTS'
  ORDER BY r.item, p.page DESC`;
