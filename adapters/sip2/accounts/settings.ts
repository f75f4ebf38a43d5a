/** `settings.patrons` of a SIP2 system in the region file. */
import { z } from 'zod';
import { accountAccess } from '../../shared/accounts/access.ts';

const on = z.boolean().default(true);

export const patronSettings = z.strictObject({
  /** What may be done with patrons' accounts here: nothing, looking, or changing them too. */
  access: accountAccess,
  /** Which changes, where `access` is `write`: one that was never tried at such a server is better left off. */
  writes: z.strictObject({ renew: on, placeHold: on, cancelHold: on }).prefault({}),
  /**
   * A card of nobody's with its PIN, by the names of environment variables. Without it PINs are not checked here: only a server
   * that is seen to refuse a wrong PIN is believed.
   */
  testCard: z
    .strictObject({ cardEnv: z.string().min(1), pinEnv: z.string().min(1) })
    .nullable()
    .default(null),
  /** Who says that the way to the server is encrypted by something else, such as a VPN: a name and a date. */
  tunnel: z
    .strictObject({ declaredBy: z.string().min(3) })
    .nullable()
    .default(null),
  /** What the server tells of an account beside loans: one that counts no holds has them somewhere else, and is not believed. */
  tells: z.array(z.enum(['HOLDS', 'CHARGES'])).default(['HOLDS', 'CHARGES']),
  /** Whether the list of holds (AS) names only copies that were caught; the dialect says where this does not. */
  listsCaughtHolds: z.boolean().nullable().default(null),
  /** Where a hold is collected if neither the request nor the registration says it; null leaves that to the server. */
  pickup: z.string().min(1).nullable().default(null),
  /** Whether harvest's ids of copies are their barcodes. */
  copyIds: z.enum(['BARCODE', 'OTHER']).default('OTHER'),
  /** What a card begins with → the owner code of its reader's library, where the server tells no library; the longest counts. */
  homeSites: z.record(z.string().min(1), z.string().min(1)).default({}),
  /** ISO 4217, for amounts without a currency. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'three capitals, as GBP')
    .default('GBP'),
  /** Code of a kind of reader → its name. */
  categories: z.record(z.string(), z.string()).default({}),
});
export type PatronSettings = z.output<typeof patronSettings>;
