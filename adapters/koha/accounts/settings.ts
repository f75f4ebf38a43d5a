/** `settings.patrons` of a Koha system in the region file. */
import { z } from 'zod';
import { accountAccess } from '../../shared/accounts/access.ts';

export const patronSettings = z.strictObject({
  /** What may be done with patrons' accounts here: nothing, looking, or changing them too. Needs further permissions. */
  access: accountAccess,
  /** Who owes more is blocked, as `noissuescharge` has it; null blocks nobody. In the system's currency. */
  owesLimit: z.number().min(0).nullable().default(null),
  /** ISO 4217; Koha gives amounts without one. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'three capitals, as GBP')
    .default('GBP'),
  /** Code of a patron category → its name. */
  categories: z.record(z.string(), z.string()).default({}),
});
