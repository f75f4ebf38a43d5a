/** What a library system has set up: its lists of codes with labels, and its rules of lending. */

/** The lists of codes that a system may have. */
export const CODE_LISTS = ['BRANCH', 'LOCATION', 'COLLECTION', 'ITEM_TYPE', 'PATRON_CATEGORY', 'STATUS'] as const;
export type CodeListName = (typeof CODE_LISTS)[number];

/** A code as the system spells it, with the words that its staff see for it; null where it has none. */
export interface LabelledCode {
  readonly code: string;
  readonly label: string | null;
}

/** One whole list. A list that a system does not tell is left out; one that is told and empty has no codes. */
export interface CodeList {
  readonly list: CodeListName;
  readonly codes: readonly LabelledCode[];
}

export const LOAN_UNITS = ['DAYS', 'HOURS', 'MINUTES'] as const;
export type LoanUnit = (typeof LOAN_UNITS)[number];

/** Who may place a hold: readers of any library, those of the copy's own library or of its group, or nobody. */
export const HOLD_PERMISSIONS = ['ANY_LIBRARY', 'LIBRARY_GROUP', 'OWN_LIBRARY', 'NOBODY'] as const;
export type HoldPermission = (typeof HOLD_PERMISSIONS)[number];

/** Whether a copy on its shelf can be reserved: always, if one copy of the title is out, or if all are. */
export const SHELF_HOLDS = ['ALWAYS', 'IF_ONE_IS_OUT', 'IF_ALL_ARE_OUT'] as const;
export type ShelfHolds = (typeof SHELF_HOLDS)[number];

/** How many, where the system says how many. */
export type ToldLimit = number | 'UNLIMITED';

/**
 * What a rule may state. A term that is absent is not stated by this rule. Lengths are in `loanUnit`, amounts of money are
 * decimals as text, in the system's currency.
 */
export interface RuleTerms {
  /** False: nothing is lent under this rule, whatever else it states. */
  readonly lent?: boolean | undefined;
  readonly loanLength?: number | undefined;
  readonly loanUnit?: LoanUnit | undefined;
  readonly renewals?: ToldLimit | undefined;
  /** How long a renewal lasts; null: as long as the loan. */
  readonly renewalLength?: number | null | undefined;
  /** Loans of this item type at a time; 0: it is not lent. */
  readonly loanLimit?: ToldLimit | undefined;
  /** Loans of all item types together. */
  readonly totalLoanLimit?: ToldLimit | undefined;
  /** Charged once for each `chargeLength` that a loan is overdue. */
  readonly overdueCharge?: string | undefined;
  /** 0: no charge, whatever the amount. */
  readonly chargeLength?: number | undefined;
  /** Null: without a limit. */
  readonly overdueChargeLimit?: string | null | undefined;
  /** How long a loan may be overdue before charges begin. */
  readonly graceLength?: number | undefined;
  /** Holds on this item type at a time; 0: none can be placed. */
  readonly holdLimit?: ToldLimit | undefined;
  readonly holdsPerTitle?: ToldLimit | undefined;
  readonly totalHoldLimit?: ToldLimit | undefined;
  readonly holdsFrom?: HoldPermission | undefined;
  readonly shelfHolds?: ShelfHolds | undefined;
}

/** One rule: for whom and what it is made (null: for all), and what it states. */
export interface LoanRule {
  /** Owner codes of the system, as its `BRANCH` list spells them. */
  readonly libraries: readonly string[] | null;
  readonly patronCategories: readonly string[] | null;
  readonly itemTypes: readonly string[] | null;
  readonly terms: RuleTerms;
}

/**
 * How a system finds what holds. `MOST_SPECIFIC`: each term by itself from the rule that names the library, among those the
 * one that names the category, then the one that names the item type. `LAST_LINE`: everything from the last rule that fits.
 */
export const PRECEDENCES = ['MOST_SPECIFIC', 'LAST_LINE'] as const;
export type Precedence = (typeof PRECEDENCES)[number];

/** A system's rules of lending, in its own order. */
export interface LoanRules {
  readonly precedence: Precedence;
  readonly rules: readonly LoanRule[];
  /** What the system does where no rule states a term. */
  readonly defaults: RuleTerms;
  /** True if nothing is lent for which no rule states a limit of loans, of the item type or in all. */
  readonly needsLoanLimit: boolean;
  /** ISO 4217; null if the system does not tell. */
  readonly currency: string | null;
}
