/** Sums over a library's editions. Only public records are members of one, so no other record is in them. */
import { SMALLEST_SHOWN } from '#domain/small-numbers.ts';
import type { Tx } from '#store/tables.ts';
import { sql, type RawBuilder } from 'kysely';

const IS_FEW = sql.raw(`BETWEEN 1 AND ${SMALLEST_SHOWN - 1}`);

/** Sum of a column over the editions, how many are few, and the sum of those. */
function sumOf(column: 'loans' | 'renewals' | 'holds'): RawBuilder<unknown> {
  const count = sql.ref(column);
  const few = sql`FILTER (WHERE ${count} ${IS_FEW})`;
  return sql`sum(${count}) AS ${count}, count(*) ${few} AS ${sql.ref(`few_${column}`)},
    coalesce(sum(${count}) ${few}, 0) AS ${sql.ref(`few_${column}_sum`)}`;
}

/** Sums up again what is kept of these libraries. */
export async function refreshLibraryCounts(transaction: Tx, libraries: readonly string[]): Promise<void> {
  const asked = sql`ANY(${[...libraries]}::text[])`;
  await deleteLibraryCounts(transaction, libraries);
  await sql`
    WITH used AS (
      SELECT u.library, count(u.loans) AS copies, sum(u.loans) AS loans, sum(u.renewals) AS renewals,
        max(u.last_borrowed_on) AS last
      FROM use_count u JOIN member m ON m.record = u.record WHERE u.library = ${asked} GROUP BY u.library, m.edition
    ), use_of AS (
      SELECT library, sum(copies) AS copies, ${sumOf('loans')}, ${sumOf('renewals')},
        max(last) FILTER (WHERE NOT (loans ${IS_FEW})) AS last_shown,
        max(last) FILTER (WHERE loans IS NULL OR loans ${IS_FEW}) AS last_hidden
      FROM used GROUP BY library
    ), waiting AS (
      SELECT h.library, count(*) AS holds FROM open_hold h JOIN member m ON m.record = h.record
      WHERE h.library = ${asked} AND h.counted AND ${IS_WAITING} GROUP BY h.library, m.edition
    ), waiting_of AS (
      SELECT library, ${sumOf('holds')} FROM waiting GROUP BY library
    ), out_of AS (
      SELECT l.library, count(*) AS loans_now FROM open_loan l JOIN member m ON m.record = l.record
      WHERE l.library = ${asked} AND l.counted GROUP BY l.library
    ), by_year AS (
      SELECT y.library, y.year, sum(y.loans) AS loans FROM use_by_year y JOIN member m ON m.record = y.record
      WHERE y.library = ${asked} GROUP BY y.library, y.year
    ), years_of AS (
      SELECT library, json_object_agg(year, loans) AS years FROM by_year GROUP BY library
    )
    INSERT INTO library_count (library, copies, loans, few_loans, few_loans_sum, renewals, few_renewals, few_renewals_sum,
      last_shown, last_hidden, holds, few_holds, few_holds_sum, loans_now, years)
    SELECT a.library, coalesce(u.copies, 0), u.loans, coalesce(u.few_loans, 0), coalesce(u.few_loans_sum, 0), u.renewals,
      coalesce(u.few_renewals, 0), coalesce(u.few_renewals_sum, 0), u.last_shown, u.last_hidden, coalesce(w.holds, 0),
      coalesce(w.few_holds, 0), coalesce(w.few_holds_sum, 0), coalesce(o.loans_now, 0), coalesce(y.years, '{}')
    FROM unnest(${[...libraries]}::text[]) AS a(library)
      LEFT JOIN use_of u ON u.library = a.library
      LEFT JOIN waiting_of w ON w.library = a.library
      LEFT JOIN out_of o ON o.library = a.library
      LEFT JOIN years_of y ON y.library = a.library`.execute(transaction);
}

export async function deleteLibraryCounts(transaction: Tx, libraries: readonly string[]): Promise<void> {
  await sql`DELETE FROM library_count WHERE library = ANY(${[...libraries]}::text[])`.execute(transaction);
}

/** Whether a row of `open_hold h` waits: its reader has not been told to come, and it is not over. */
export const IS_WAITING = sql`h.status NOT IN ('READY', 'CANCELLED', 'EXPIRED')`;
