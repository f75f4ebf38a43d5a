/** Turns sums into figures that may be shown. */
import type { LibraryId } from '#domain/ids.ts';
import { showCount, type ShownCount } from '#domain/small-numbers.ts';
import type { LoanFigures, LoanGap, LoanMeasure, YearOfLoans } from './views.ts';

/**
 * The day, if the latest loan is shown; otherwise the month. Of the last days (`YYYY-MM-DD`) on which something was borrowed, of the
 * loans that are shown and of those that are hidden.
 */
export function showLastBorrowed({ shown, hidden }: Readonly<Record<'shown' | 'hidden', string | null>>) {
  if (hidden === null || (shown !== null && shown >= hidden)) return shown;
  return hidden.slice(0, 'YYYY-MM'.length);
}

/** Two decimals; null if the loans are not shown, or there are no copies. */
export function toTurnover(loans: ShownCount, copies: number): number | null {
  if (loans.value === null || copies === 0) return null;
  return Math.round((loans.value * 100) / copies) / 100;
}

/** Every year since counting began, with 0 for those in which nothing was lent, and those before that were counted in part. */
export function toYears(since: Date, now: Date, loansByYear: ReadonlyMap<number, number>): readonly YearOfLoans[] {
  const from = Math.min(since.getUTCFullYear(), ...loansByYear.keys());
  const to = Math.max(now.getUTCFullYear(), ...loansByYear.keys());
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
    .filter((year) => year >= since.getUTCFullYear() || loansByYear.has(year))
    .map((year) => ({ year, loans: showCount(loansByYear.get(year) ?? 0) }));
}

/** What is neither shown nor hidden is missing. */
export function findGap(
  library: LibraryId,
  isAgreed: boolean,
  figures: Pick<LoanFigures, 'loans' | 'renewals' | 'holdsWaiting'>,
  loansNow?: ShownCount,
): LoanGap | null {
  const measures: readonly (readonly [LoanMeasure, ShownCount | undefined])[] = [
    ['LOANS', figures.loans],
    ['RENEWALS', figures.renewals],
    ['HOLDS', figures.holdsWaiting],
    ['OPEN_LOANS', loansNow],
  ];
  const what = measures.flatMap(([measure, count]) => (count?.atLeast === null ? [measure] : []));
  return what.length === 0 ? null : { library, what, why: isAgreed ? 'NOT_TOLD' : 'NO_AGREEMENT' };
}
