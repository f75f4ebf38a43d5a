import type { Database } from '#store/tables.ts';
import type { LibraryId } from '#domain/ids.ts';
import { mayShowYears, showCount, showTrueTotal, sumCells, type CellSums } from '#domain/small-numbers.ts';
import { sql, type Selectable } from 'kysely';
import type { IndexScope } from '../../read/index-scope.ts';
import { findGap, showLastBorrowed, toTurnover, toYears } from './figures.ts';
import { findKnownLists, type KnownLists } from './known-lists.ts';
import type { LoanFigures, LibraryLoans, YearOfLoans } from './views.ts';

/** Its days as texts. */
type LibraryRow = Omit<Selectable<Database['library_count']>, 'last_shown' | 'last_hidden'> &
  Readonly<Record<'last_shown' | 'last_hidden', string | null>>;

/** What may be shown of the loans of each library, in the order asked. Two statements for all. */
export async function loansOfLibraries(scope: IndexScope, ids: readonly LibraryId[]): Promise<readonly LibraryLoans[]> {
  const lists = await findKnownLists(scope);
  const { rows } = await sql<LibraryRow>`
    SELECT *, last_shown::text, last_hidden::text FROM library_count
    WHERE library = ANY(${ids.filter((id) => lists.isAgreed(id))}::text[])`.execute(scope.db);
  const byLibrary = new Map(rows.map((row) => [row.library, row]));
  return ids.map((id) => toLibraryLoans(scope, lists, id, byLibrary.get(id)));
}

function toLibraryLoans(
  scope: IndexScope,
  lists: KnownLists,
  library: LibraryId,
  row: LibraryRow | undefined,
): LibraryLoans {
  const total = toFigures(lists, library, row);
  const loansNow = showCount(row !== undefined && lists.isKnown(library, 'OPEN_LOANS') ? row.loans_now : null);
  const since = lists.countedSince([library]);
  const gap = findGap(library, lists.isAgreed(library), total, loansNow);
  return {
    loansNow,
    total,
    byYear: since === null || row === undefined ? null : findYears(row, since, new Date(scope.now())),
    countedSince: since?.toISOString() ?? null,
    asOf: lists.asOf([library], ['USE_COUNTS', 'OPEN_HOLDS', 'OPEN_LOANS']),
    missing: gap === null ? [] : [gap],
  };
}

function toFigures(lists: KnownLists, library: LibraryId, row: LibraryRow | undefined): LoanFigures {
  const used = row !== undefined && lists.isKnown(library, 'USE_COUNTS') ? row : null;
  const waiting = row !== undefined && lists.isKnown(library, 'OPEN_HOLDS') ? row : null;
  const loans = showTrueTotal(used && toCells(used.loans, used.few_loans, used.few_loans_sum));
  return {
    loans,
    renewals: showTrueTotal(used && toCells(used.renewals, used.few_renewals, used.few_renewals_sum)),
    holdsWaiting: showTrueTotal(waiting && toCells(waiting.holds, waiting.few_holds, waiting.few_holds_sum)),
    lastBorrowed: used && showLastBorrowed({ shown: used.last_shown, hidden: used.last_hidden }),
    turnover: toTurnover(loans, used?.copies ?? 0),
  };
}

function toCells(sum: number | null, hidden: number, hiddenSum: number): CellSums | null {
  return sum === null ? null : { shown: sum - hiddenSum, hidden, hiddenSum };
}

/** Years are shown next to the total as next to one part; without a total they reveal nothing. */
function findYears(row: LibraryRow, since: Date, now: Date): readonly YearOfLoans[] | null {
  const loansByYear = new Map(Object.entries(row.years).map(([year, loans]) => [Number(year), loans]));
  const { value } = showTrueTotal(toCells(row.loans, row.few_loans, row.few_loans_sum));
  if (value === null) return null;
  const ofTotal = { shown: value, hidden: 0, hiddenSum: 0 };
  return mayShowYears(ofTotal, sumCells([...loansByYear.values()])) ? toYears(since, now, loansByYear) : null;
}
