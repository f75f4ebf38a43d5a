/** What systems tell of their loans as a whole. */
export type LoanList = 'OPEN_LOANS' | 'OPEN_HOLDS' | 'USE_COUNTS' | 'READERS' | 'OPEN_CHARGES';

/** What a system's list of readers may tell of each, besides who it is. */
export const READER_FACTS = [
  'CARD',
  'CATEGORY',
  'EXPIRY',
  'HAS_EMAIL',
  'OWES',
  'EXPIRY_DAY',
  'BLOCKED',
  'MESSAGES',
] as const;
export type ReaderFact = (typeof READER_FACTS)[number];
