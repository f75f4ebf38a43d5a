/** `settings.patrons` of a Symphony system in the region file. */
import { z } from 'zod';
import { accountAccess } from '../../shared/accounts/access.ts';

/** A standing that lets a reader borrow, or why not. */
const STANDING_MEANINGS = ['MAY_BORROW', 'BARRED', 'OWES', 'CARD_LOST', 'ADDRESS_WRONG', 'OTHER'] as const;
export type StandingMeaning = (typeof STANDING_MEANINGS)[number];

/** The standings of a stock server. Who is delinquent is warned, and may still borrow. */
const STOCK_STANDINGS: Readonly<Record<string, StandingMeaning>> = {
  OK: 'MAY_BORROW',
  DELINQUENT: 'MAY_BORROW',
  BLOCKED: 'OTHER',
  BARRED: 'BARRED',
  // Handed over to somebody who collects debts.
  COLLECTION: 'OWES',
  REVIEW: 'OTHER',
};

export const patronSettings = z.strictObject({
  /** What may be done with patrons' accounts here: nothing, looking, or changing them too. Needs a staff account that may. */
  access: accountAccess,
  /** What a standing of this site means; the stock ones are known. */
  standings: z
    .record(z.string(), z.enum(STANDING_MEANINGS))
    .default({})
    .transform((site): Readonly<Record<string, StandingMeaning>> => ({ ...STOCK_STANDINGS, ...site })),
  /** Ask with each loan for the holds on its copy, which show whether it can be renewed; some versions do not know the field. */
  holdsOfCopies: z.boolean().default(true),
  /** Whose copies may fill a hold. */
  holdRange: z.enum(['SYSTEM', 'GROUP', 'LIBRARY']).default('SYSTEM'),
  /** Sites differ in which is allowed: `POST …/cancelHold`, or `DELETE` of the hold. */
  cancelBy: z.enum(['post', 'delete']).default('post'),
});
