/**
 * Keys for one use each, derived from the one secret of a region (`MERCIA_PATRON_SECRET`) by HKDF (RFC 5869): what is
 * sealed for one use cannot be opened, forged or compared with the key of another.
 */
import { hkdfSync } from 'node:crypto';
import { MerciaError } from './errors.ts';

export type KeyUse =
  /** Local parts of the ids of accounts, loans and holds. */
  | 'ids'
  /** Account links at rest. */
  | 'links'
  /** Names of accounts, patrons and cards in the tables of links. */
  | 'link-keys'
  /** Grants that `patrons` gives and the circulation router reads. */
  | 'grants'
  /** Tokens of readers in harvested loans. */
  | 'readers'
  /** The same tokens as each role is shown them. */
  | 'reader-views'
  /** Outcomes of writes that are kept for their idempotency keys. */
  | 'writes'
  /** Names of writes in that memory. */
  | 'write-keys'
  /** Subjects of identity providers. */
  | 'subjects';

const MIN_SECRET_BYTES = 32;
const KEY_BYTES = 32;

/** 32 bytes. Throws CONFIG_INVALID for a secret that is too short. */
export function deriveKey(secret: string, use: KeyUse): Buffer {
  if (Buffer.byteLength(secret, 'utf8') < MIN_SECRET_BYTES) {
    throw new MerciaError('CONFIG_INVALID', `the secret for patron data needs ${MIN_SECRET_BYTES} bytes or more`);
  }
  return Buffer.from(hkdfSync('sha256', secret, 'mercia', use, KEY_BYTES));
}
