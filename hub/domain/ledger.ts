/** The closed sets of a ledger: what is compared, what became of a row, and what a team declares of the rest. */

/** What is compared row by row, in the order in which it is compared: each stands on those before it. */
export const LEDGER_CLASSES = [
  'RECORDS',
  'ITEMS',
  'STATEMENTS',
  'READERS',
  'LOANS',
  'HOLDS',
  'CHARGES',
  'BLOCKS',
] as const;
export type LedgerClass = (typeof LEDGER_CLASSES)[number];

/** Those whose rows are about readers: they are for the role `migration`, and leave with the agreement. */
export const READER_CLASSES: readonly LedgerClass[] = ['READERS', 'LOANS', 'HOLDS', 'CHARGES', 'BLOCKS'];

/** What a row is called, in a sentence: one, and several. */
export const LEDGER_CLASS_WORDS: Readonly<Record<LedgerClass, readonly [one: string, several: string]>> = {
  RECORDS: ['record', 'records'],
  ITEMS: ['item', 'items'],
  STATEMENTS: ['statement', 'statements'],
  READERS: ['reader', 'readers'],
  LOANS: ['loan', 'loans'],
  HOLDS: ['hold', 'holds'],
  CHARGES: ['charge', 'charges'],
  BLOCKS: ['reader with a block or a message', 'readers with blocks or messages'],
};

/** What became of a row of the source; a row of the target that no row of the source explains is `UNEXPLAINED` too. */
export const LEDGER_VERDICTS = [
  'CARRIED',
  'MERGED',
  'CHANGED_BY_RULE',
  'DROPPED_BY_RULE',
  'NOT_PROVABLE',
  'UNEXPLAINED',
] as const;
export type LedgerVerdict = (typeof LEDGER_VERDICTS)[number];

/** What nothing explains of a field, or of the row as a whole. */
export const LEDGER_WHATS = ['MISSING', 'CHANGED', 'ADDED', 'TWICE', 'EXTRA'] as const;
export type LedgerWhat = (typeof LEDGER_WHATS)[number];

/** What no two systems keep alike: the team declares what becomes of it. */
export const DECLARED_THINGS = [
  'ORDERS',
  'ROUTING',
  'CALENDARS',
  'AUTHORITIES',
  'INTERLIBRARY_REQUESTS',
  'LOAN_HISTORY',
] as const;
export type DeclaredThing = (typeof DECLARED_THINGS)[number];

export const DECLARED_CHOICES = ['CARRY', 'ANONYMISE', 'LEAVE', 'ASK_THE_SUPPLIER'] as const;
export type DeclaredChoice = (typeof DECLARED_CHOICES)[number];

/** How a rule stands. `GREW`: it explains more than when it was signed; `OVER_SHARE`: more than the share that was set. */
export const RULE_STATES = ['UNUSED', 'UNSIGNED', 'SIGNED', 'GREW', 'OVER_SHARE'] as const;
export type RuleState = (typeof RULE_STATES)[number];

/** What a ledger may be made in spite of, if somebody says so: it is shown with every number. */
export const LEDGER_RESERVATIONS = ['SOURCE_CHANGED', 'TARGET_PROBLEM'] as const;
export type LedgerReservation = (typeof LEDGER_RESERVATIONS)[number];
