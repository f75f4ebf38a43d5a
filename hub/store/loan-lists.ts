/** What systems tell of their loans as a whole. */
export type LoanList = 'OPEN_LOANS' | 'OPEN_HOLDS' | 'USE_COUNTS' | 'READERS';

/** What a system's list of readers may tell of each, besides who it is. */
export const READER_FACTS = ['CARD', 'CATEGORY', 'EXPIRY', 'HAS_EMAIL', 'OWES'] as const;
export type ReaderFact = (typeof READER_FACTS)[number];
