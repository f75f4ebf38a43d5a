/** The pseudonyms of this region. */
import { createHmac } from 'node:crypto';

/** 144 bits: no two persons share one, and it is 24 characters of base64url. */
const SUBJECT_BYTES = 18;

/**
 * One person at one issuer, the same at each sign-in: a keyed hash, so that what an issuer calls somebody stands in no
 * context, log or table. `key` is derived for `subjects`.
 */
export function toSubject(key: Buffer, issuer: string, sub: string): string {
  const hash = createHmac('sha256', key)
    .update(JSON.stringify([issuer, sub]))
    .digest();
  return hash.subarray(0, SUBJECT_BYTES).toString('base64url');
}
