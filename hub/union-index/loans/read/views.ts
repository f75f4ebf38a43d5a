/** What is shown of loans: counts without small numbers to everybody, rows without readers to analysts. */
import type { ItemId, LibraryId, RecordId, SystemId } from '#domain/ids.ts';
import type { ShownCount } from '#domain/small-numbers.ts';

export interface LoanFigures {
  /** Since each system has counted. */
  readonly loans: ShownCount;
  readonly renewals: ShownCount;
  /** Holds that wait; those that are ready for collection are not counted. */
  readonly holdsWaiting: ShownCount;
  /** `YYYY-MM-DD`, or `YYYY-MM` if only a few loans are behind it; null if never borrowed, or unknown. */
  readonly lastBorrowed: string | null;
  /** Loans for each copy; null if the loans are hidden or unknown. */
  readonly turnover: number | null;
}

export interface YearOfLoans {
  readonly year: number;
  readonly loans: ShownCount;
}

export type LoanMeasure = 'LOANS' | 'RENEWALS' | 'HOLDS' | 'OPEN_LOANS';

/** A library that is partly missing from the figures. */
export interface LoanGap {
  readonly library: LibraryId;
  readonly what: readonly LoanMeasure[];
  readonly why: 'NO_AGREEMENT' | 'NOT_TOLD';
}

interface LoanSummary {
  readonly total: LoanFigures;
  /** Null if nothing was counted by year, or if the years would reveal hidden numbers. */
  readonly byYear: readonly YearOfLoans[] | null;
  /** RFC 3339: since when all systems have been counted by year. */
  readonly countedSince: string | null;
  /** RFC 3339: the oldest of the lists that the figures come from, by when they were written or harvested; null if there are none. */
  readonly asOf: string | null;
  readonly missing: readonly LoanGap[];
}

export interface EditionLoans extends LoanSummary {
  readonly byLibrary: readonly { readonly library: LibraryId; readonly figures: LoanFigures }[];
}

export interface LibraryLoans extends LoanSummary {
  readonly loansNow: ShownCount;
}

/** A loan without its reader's name, number or card. */
export interface OpenLoanView {
  readonly system: SystemId;
  readonly library: LibraryId | null;
  readonly item: ItemId;
  /** Null if the record was never harvested. */
  readonly record: RecordId | null;
  /** As it is stored. Never shown as it is: each role gets its own view of it. Null if too few readers have loans there. */
  readonly readerToken: string | null;
  readonly loanedAt: string | null;
  readonly dueOn: string | null;
  readonly dueAt: string | null;
  readonly renewals: number | null;
  /** RFC 3339: when the list was written that has it; where the system tells what is so now, when the harvest began. */
  readonly asOf: string;
}

export type DuplicateEvidence = 'NAME_AND_BIRTH_DATE' | 'EMAIL';

/** Accounts of several systems that seem to be one person's. */
export interface DuplicateReadersView {
  /** Names the group as long as its accounts stay the same; gives none of them away. */
  readonly key: string;
  readonly evidence: readonly DuplicateEvidence[];
  readonly accounts: readonly {
    readonly system: SystemId;
    /** Null if its system does not give it. */
    readonly library: LibraryId | null;
    readonly readerToken: string;
  }[];
}

export interface OpenLoansOf {
  readonly system: SystemId | null;
  readonly library: LibraryId | null;
  readonly first: number;
  readonly after: string | null;
}
