/** The tables of what systems tell of their loans as a whole; readers are tokens in all of them. */
import type { ColumnType, Generated } from 'kysely';

type Timestamp = ColumnType<Date, Date | string, Date | string>;
type Json<T> = ColumnType<T, string, string>;

export interface LoanTables {
  loan_list: LoanListTable;
  open_loan: OpenLoanTable;
  library_count: LibraryCountTable;
  reader: ReaderTable;
  reader_group: ReaderGroupTable;
}

export type LoanList = 'OPEN_LOANS' | 'OPEN_HOLDS' | 'USE_COUNTS' | 'READERS';

/** How one list of one system stands. */
export interface LoanListTable {
  system: number;
  list: LoanList;
  /** When the harvest began that brought it; null if none has finished. */
  as_of: Timestamp | null;
  /** When the first harvest began that brought it: loans are counted by year from then on. */
  counted_from: Timestamp | null;
  tried_at: Timestamp;
  /** Rows that were not kept: for want of an agreement, or because their copy is not in the index. */
  left_out: number;
  /** Rows that the newest whole harvest kept; null if it is older than the counting of them. */
  row_count: number | null;
  /** Why the newest harvest failed; null if it finished. */
  problem: string | null;
}

export interface OpenLoanTable {
  system: number;
  /** The system's own id of the copy. */
  item: string;
  /** Number of the record in the index; null if it was never harvested. */
  record: number | null;
  /** Null if the copy is not in the index. */
  library: string | null;
  /** Whether the copy is public: only such loans are in counts. */
  counted: boolean;
  reader_token: string;
  loaned_at: Timestamp | null;
  due_on: Timestamp | null;
  due_at: Timestamp | null;
  renewals: number | null;
}

/** What a system's list of readers may tell of each, besides who it is. */
export const READER_FACTS = ['CARD', 'CATEGORY', 'EXPIRY', 'HAS_EMAIL', 'OWES'] as const;
export type ReaderFact = (typeof READER_FACTS)[number];

export interface ReaderTable {
  system: number;
  reader_token: string;
  library: string | null;
  name_birth: string | null;
  email: string | null;
  /** Null if not told, or no card. */
  card_token: string | null;
  /** The system's code; null if not told, or none. */
  category: string | null;
  /** Null if not told, or if the registration has no end. */
  expiry_year: number | null;
  /** Whether the registration had ended when the list was harvested; null if not told. */
  expired: boolean | null;
  /** Null if not told, as in `owes`. */
  has_email: boolean | null;
  owes: boolean | null;
  /** Which of these the system told: what is not here is unknown, whatever its column says. */
  told: Generated<ReaderFact[]>;
}

/** A library's editions together. Each is a cell; the few are those whose number is too small to be shown by itself. */
export interface LibraryCountTable {
  library: string;
  /** Copies with a counter. */
  copies: number;
  /** Null if no copy has a counter. */
  loans: number | null;
  few_loans: number;
  few_loans_sum: number;
  renewals: number | null;
  few_renewals: number;
  few_renewals_sum: number;
  /** The last day on which an edition was borrowed whose loans are shown, and one whose loans are not. */
  last_shown: Timestamp | null;
  last_hidden: Timestamp | null;
  holds: number;
  few_holds: number;
  few_holds_sum: number;
  /** Public copies that are out. */
  loans_now: number;
  years: Json<Readonly<Record<string, number>>>;
}

/** Accounts of several systems that share what identifies a reader. */
export interface ReaderGroupTable {
  /** A hash of the accounts' tokens: the same for the same accounts. */
  key: string;
  evidence: string[];
  /** The accounts, system and token by place. */
  systems: number[];
  tokens: string[];
}
