/** Kinds of things that go wrong in a move: of each a few are looked at, however rare they are. */

export const STRATA = [
  'ON_LOAN',
  'WITH_HOLDS',
  'WITH_STATEMENTS',
  'BOUND_WITH',
  'HIDDEN',
  'DIACRITICS',
  'NEWEST',
  'OLDEST',
  'NOT_ON_SHELF',
  'NO_BARCODE',
  'ANY',
] as const;
export type Stratum = (typeof STRATA)[number];

export const STRATUM_WORDS: Readonly<Record<Stratum, string>> = {
  ON_LOAN: 'Copies on loan: the same reader, due on the same day',
  WITH_HOLDS: 'Copies with holds: the same readers, in the same order',
  WITH_STATEMENTS: 'Records with a run: the same statement, under the same record',
  BOUND_WITH: 'Parts of other publications: the link leads to the right one',
  HIDDEN: 'Hidden records and copies: the public still does not see them',
  DIACRITICS: 'Titles with letters beyond A to Z: each is written right',
  NEWEST: 'Copies of the newest year',
  OLDEST: 'Copies of the oldest publications',
  NOT_ON_SHELF: 'Copies that are lost, missing, withdrawn, on order or in repair: as before',
  NO_BARCODE: 'Copies without a barcode: under the right record',
  ANY: 'Any copies: title, branch, place, type, call number and notes',
};

/** What is tried by hand, once in each library: no snapshot can tell it. */
export const CHECKS = {
  PIN: 'A test reader signs in to the new system with the card and the PIN that they had',
  LINKS: 'A link to an online title opens, from inside and from home',
  SELF_ISSUE: 'A copy is lent and returned at each self-issue unit',
  FEEDS: 'A title with its copies is found in each discovery system that reads this library',
  NOTICES: 'A notice to a test address arrives once, and none went out to readers during the load',
  HOLD_SHELF: 'A copy on the hold shelf is lent to the reader for whom it waits',
} as const;
export type Check = keyof typeof CHECKS;

/** Where the checks stand among the strata. */
export const BY_HAND = 'BY_HAND';
