/** What the region file may say under `settings` of a live part that is WMS. */
import { z } from 'zod';
import { isLoopbackHost } from '#platform/loopback.ts';
import { itemStatus } from '../shared/settings.ts';

const registryId = z.string().regex(/^\d{1,10}$/, 'digits in quotes, as "128807"');
const oclcNumber = z.string().regex(/^\d{1,12}$/, 'digits in quotes, as "41266045"');

export const wmsSettings = z.strictObject({
  /** WorldCat Registry ID of the institution whose copies are asked for. */
  institution: registryId,
  path: z.string().startsWith('/').default('/circ/availability/sru/service'),
  /** Where tokens are given: an address, or a path at the system's own. */
  tokenUrl: z
    .string()
    .refine(isTokenUrl, 'a path, or an address with https, because the secret is sent there')
    .default('https://oauth.oclc.org/token'),
  /** What a record's number of the export has before its OCLC number, besides ocm, ocn, on and (OCoLC). */
  numberPrefix: z.string().min(1).nullable().default(null),
  /** Reason why a copy is not available, in capitals with `_` between words → state. */
  reasons: z
    .record(
      z.string().regex(/^[A-Z0-9]+(_[A-Z0-9]+)*$/, 'capitals, as ON_LOAN'),
      itemStatus.refine((status) => status !== 'AVAILABLE', 'no reason for being away is AVAILABLE'),
    )
    .default({}),
  /** Titles that may be asked for in 24 hours, and the folder where they are counted, below that of the region file. */
  dayLimit: z
    .strictObject({ calls: z.int().positive(), folder: z.string().min(1) })
    .nullable()
    .default(null),
  /** An OCLC number that `mercia doctor` may ask for. */
  testTitle: oclcNumber.nullable().default(null),
});

function isTokenUrl(text: string): boolean {
  if (/^\/(?!\/)/.test(text)) return true;
  const url = URL.parse(text);
  if (url !== null && (url.username !== '' || url.password !== '')) return false;
  return url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname)));
}

export type WmsSettings = z.output<typeof wmsSettings>;
