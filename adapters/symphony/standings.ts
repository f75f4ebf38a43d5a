/** What the standing of a reader means. */

/** A standing that lets a reader borrow, or why not. */
export const STANDING_MEANINGS = ['MAY_BORROW', 'BARRED', 'OWES', 'CARD_LOST', 'ADDRESS_WRONG', 'OTHER'] as const;
export type StandingMeaning = (typeof STANDING_MEANINGS)[number];

/** The standings of a stock server. Who is delinquent is warned, and may still borrow. */
export const STOCK_STANDINGS: Readonly<Record<string, StandingMeaning>> = {
  OK: 'MAY_BORROW',
  DELINQUENT: 'MAY_BORROW',
  BLOCKED: 'OTHER',
  BARRED: 'BARRED',
  // Handed over to somebody who collects debts.
  COLLECTION: 'OWES',
  REVIEW: 'OTHER',
};
