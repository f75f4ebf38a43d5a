/** `settings.patrons` of a Symphony system in the region file. */
import { z } from 'zod';
import { accountAccess } from '../../shared/accounts/access.ts';
import { STOCK_STANDINGS, STANDING_MEANINGS } from './blocks.ts';
import type { StandingMeaning } from './blocks.ts';

export const patronSettings = z.strictObject({
  /** What may be done with patrons' accounts here: nothing, looking, or changing them too. Needs a staff account that may. */
  access: accountAccess,
  /** What a standing of this site means; the stock ones are known. */
  standings: z
    .record(z.string(), z.enum(STANDING_MEANINGS))
    .default({})
    .transform((site): Readonly<Record<string, StandingMeaning>> => ({ ...STOCK_STANDINGS, ...site })),
  /** Ask with each loan for the holds on its copy, which tells whether it can be renewed; some versions do not know the field. */
  holdsOfCopies: z.boolean().default(true),
  /** Whose copies may fill a hold. */
  holdRange: z.enum(['SYSTEM', 'GROUP', 'LIBRARY']).default('SYSTEM'),
  /** Sites differ in which is allowed: `POST …/cancelHold`, or `DELETE` of the hold. */
  cancelBy: z.enum(['post', 'delete']).default('post'),
});
