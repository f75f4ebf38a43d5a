/** The `ilsDi` settings of a Koha whose copies are asked for by ILS-DI. */
import { z } from 'zod';
import { ITEM_STATUSES } from '#domain/facts.ts';

/**
 * What a text of GetAvailability means: a state, or NOT_FOR_LOAN (it is not lent, and nothing else is told), KEPT (for a
 * reader, here or elsewhere), NOT_FOUND (there is no such copy).
 */
const TEXT_MEANINGS = [...ITEM_STATUSES, 'NOT_FOR_LOAN', 'KEPT', 'NOT_FOUND'] as const;
export type TextMeaning = (typeof TEXT_MEANINGS)[number];

const hostAddress = z.url({ protocol: /^https?$/ }).transform((address) => address.replace(/\/$/, ''));

export const ilsDiSettings = z.strictObject({
  /** Where ILS-DI answers when that is not the system's address. */
  address: hostAddress.nullable().default(null),
  path: z
    .string()
    .regex(/^\/\S*$/, 'begins with a slash')
    .default('/cgi-bin/koha/ilsdi.pl'),
  /** Texts of the site's language, or of its own, added to Koha's English ones and winning over them. */
  texts: z.record(z.string(), z.enum(TEXT_MEANINGS)).default({}),
  /** True for a version that says `In transit` and `On hold`: then a copy that is available is in its place. */
  tellsTransitAndHolds: z.boolean().default(false),
});
