import type { LibraryId } from '#domain/ids.ts';
import {
  mayShowYears,
  showCount,
  showTrueTotal,
  SMALLEST_SHOWN,
  sumCells,
  type CellSums,
} from '#domain/small-numbers.ts';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { IndexScope } from '../../read/index-scope.ts';
import { findGap, tellLastBorrowed, toTurnover, toYears } from './figures.ts';
import { findToldLists, type ToldLists } from './told-lists.ts';
import type { CirculationFigures, LibraryCirculation, YearOfLoans } from './views.ts';
import { IS_WAITING } from './waiting.ts';

/** A library's editions, each a cell, told apart by whether their numbers are shown where the edition is asked for. */
interface LibraryRow {
  readonly library: LibraryId;
  readonly copies: number;
  /** Null where no copy has a counter. */
  readonly loans: number | null;
  readonly few_loans: number;
  readonly few_loans_sum: number;
  readonly renewals: number | null;
  readonly few_renewals: number;
  readonly few_renewals_sum: number;
  readonly last_shown: string | null;
  readonly last_hidden: string | null;
  readonly holds: number;
  readonly few_holds: number;
  readonly few_holds_sum: number;
  readonly loans_now: number;
  readonly years: Readonly<Record<string, number>>;
}

/** Same length and order as asked; what may be told of the loans of each library. Two statements for all. */
export async function libraryCirculation(
  scope: IndexScope,
  ids: readonly LibraryId[],
): Promise<readonly LibraryCirculation[]> {
  const told = await findToldLists(scope);
  const rows = await findRows(
    scope,
    ids.filter((id) => told.isAgreed(id)),
  );
  const byLibrary = new Map(rows.map((row) => [row.library, row]));
  return ids.map((id) => toCirculation(scope, told, id, byLibrary.get(id)));
}

/** Sum of the cells of a column that are shown, how many are hidden, and the sum of those. */
function cellsOf(column: string): RawBuilder<unknown> {
  const count = sql.ref(column);
  const few = sql`FILTER (WHERE ${count} BETWEEN 1 AND ${SMALLEST_SHOWN - 1})`;
  return sql`sum(${count}) AS ${sql.ref(column)}, count(*) ${few} AS ${sql.ref(`few_${column}`)},
    coalesce(sum(${count}) ${few}, 0) AS ${sql.ref(`few_${column}_sum`)}`;
}

/** Only public records are members of an edition. */
async function findRows({ db }: IndexScope, libraries: readonly LibraryId[]): Promise<readonly LibraryRow[]> {
  if (libraries.length === 0) return [];
  const asked = sql`ANY(${[...libraries]}::text[])`;
  const { rows } = await sql<LibraryRow>`
    WITH used AS (
      SELECT u.library, count(u.loans) AS copies, sum(u.loans) AS loans, sum(u.renewals) AS renewals,
        max(u.last_borrowed_on) AS last
      FROM use_count u JOIN member m ON m.record = u.record WHERE u.library = ${asked}
      GROUP BY u.library, m.edition
    ), use_of AS (
      SELECT library, sum(copies) AS copies, ${cellsOf('loans')}, ${cellsOf('renewals')},
        max(last) FILTER (WHERE loans >= ${SMALLEST_SHOWN} OR loans = 0) AS last_shown,
        max(last) FILTER (WHERE loans IS NULL OR loans BETWEEN 1 AND ${SMALLEST_SHOWN - 1}) AS last_hidden
      FROM used GROUP BY library
    ), waiting AS (
      SELECT h.library, count(*) AS holds FROM open_hold h JOIN member m ON m.record = h.record
      WHERE h.library = ${asked} AND h.counted AND ${IS_WAITING} GROUP BY h.library, m.edition
    ), waiting_of AS (
      SELECT library, ${cellsOf('holds')} FROM waiting GROUP BY library
    ), out_of AS (
      SELECT l.library, count(*) AS loans_now FROM open_loan l JOIN member m ON m.record = l.record
      WHERE l.library = ${asked} AND l.counted GROUP BY l.library
    ), by_year AS (
      SELECT y.library, y.year, sum(y.loans) AS loans FROM use_by_year y JOIN member m ON m.record = y.record
      WHERE y.library = ${asked} GROUP BY y.library, y.year
    ), years_of AS (
      SELECT library, json_object_agg(year, loans) AS years FROM by_year GROUP BY library
    )
    SELECT a.library, coalesce(u.copies, 0)::int AS copies, u.loans::int AS loans, coalesce(u.few_loans, 0) AS few_loans,
      coalesce(u.few_loans_sum, 0)::int AS few_loans_sum, u.renewals::int AS renewals,
      coalesce(u.few_renewals, 0) AS few_renewals, coalesce(u.few_renewals_sum, 0)::int AS few_renewals_sum,
      u.last_shown::text, u.last_hidden::text, coalesce(w.holds, 0)::int AS holds, coalesce(w.few_holds, 0) AS few_holds,
      coalesce(w.few_holds_sum, 0)::int AS few_holds_sum, coalesce(o.loans_now, 0) AS loans_now,
      coalesce(y.years, '{}') AS years
    FROM unnest(${[...libraries]}::text[]) AS a(library)
      LEFT JOIN use_of u ON u.library = a.library
      LEFT JOIN waiting_of w ON w.library = a.library
      LEFT JOIN out_of o ON o.library = a.library
      LEFT JOIN years_of y ON y.library = a.library`.execute(db);
  return rows;
}

function toCells(sum: number | null, hidden: number, hiddenSum: number): CellSums | null {
  return sum === null ? null : { shown: sum - hiddenSum, hidden, hiddenSum };
}

function toCirculation(
  scope: IndexScope,
  told: ToldLists,
  library: LibraryId,
  row: LibraryRow | undefined,
): LibraryCirculation {
  const total = toFigures(told, library, row);
  const loansNow = showCount(row !== undefined && told.isTold(library, 'OPEN_LOANS') ? row.loans_now : null);
  const since = told.countedSince([library]);
  const gap = findGap(library, told.isAgreed(library), total, loansNow);
  return {
    loansNow,
    total,
    byYear: since === null || row === undefined ? null : findYears(row, since, new Date(scope.now())),
    countedSince: since?.toISOString() ?? null,
    asOf: told.asOf([library], ['USE_COUNTS', 'OPEN_HOLDS', 'OPEN_LOANS']),
    missing: gap === null ? [] : [gap],
  };
}

function toFigures(told: ToldLists, library: LibraryId, row: LibraryRow | undefined): CirculationFigures {
  const used = row !== undefined && told.isTold(library, 'USE_COUNTS') ? row : null;
  const waiting = row !== undefined && told.isTold(library, 'OPEN_HOLDS') ? row : null;
  const loans = showTrueTotal(used && toCells(used.loans, used.few_loans, used.few_loans_sum));
  return {
    loans,
    renewals: showTrueTotal(used && toCells(used.renewals, used.few_renewals, used.few_renewals_sum)),
    holdsWaiting: showTrueTotal(waiting && toCells(waiting.holds, waiting.few_holds, waiting.few_holds_sum)),
    lastBorrowed: used && tellLastBorrowed({ shown: used.last_shown, hidden: used.last_hidden }),
    turnover: toTurnover(loans, used?.copies ?? 0),
  };
}

/** Beside the total the years stand as beside one part; without it there is nothing that they could be laid beside. */
function findYears(row: LibraryRow, since: Date, now: Date): readonly YearOfLoans[] | null {
  const loansByYear = new Map(Object.entries(row.years).map(([year, loans]) => [Number(year), loans]));
  const cells = toCells(row.loans ?? 0, row.few_loans, row.few_loans_sum);
  const { value } = showTrueTotal(cells);
  if (value === null) return null;
  const ofTotal = { shown: value, hidden: 0, hiddenSum: 0 };
  return mayShowYears(ofTotal, sumCells([...loansByYear.values()])) ? toYears(since, now, loansByYear) : null;
}
