/**
 * Tokens that stand for readers in what Mercia keeps of loans: made before anything leaves an adapter, with a key that is
 * derived from the region's secret for `readers`. Of a name or an e-mail address nobody can go back; of an account the
 * holder of the key can, for those who may look at it.
 */
import { createHmac } from 'node:crypto';
import { createSealer } from './sealed-text.ts';

export type ReaderTokenKind = 'account' | 'name-birth' | 'email';
export type ReaderTokenOf = (kind: ReaderTokenKind, text: string) => string;

/** Tokens of one system's readers; `key` has 32 bytes and is used for nothing else. */
export function createReaderTokens(key: Buffer, system: string): ReaderTokenOf {
  const sealer = createSealer(key);
  const hashKey = createHmac('sha256', key).update('identity').digest();
  return (kind, text) => {
    // Two systems may both have a reader 17: the token of an account is of its system.
    if (kind === 'account') return sealer.sealStably(text, system);
    return createHmac('sha256', hashKey)
      .update(JSON.stringify([kind, text]))
      .digest('base64url');
  };
}

/** The system's own key of the account that a token stands for; null for what is no token of that system and key. */
export function openAccountToken(key: Buffer, system: string, token: string): string | null {
  return createSealer(key).open(token, system);
}

/**
 * Tokens as one role is shown them: the same reader has the same token in all that a role sees, and none that it could
 * lay beside what is stored, or what another role was given. `key` is derived for `reader-views`.
 */
export function createTokenViews(key: Buffer): (role: string, token: string) => string {
  return (role, token) =>
    createHmac('sha256', key)
      .update(JSON.stringify([role, token]))
      .digest('base64url');
}
