/** What a request signs in with: a token of an issuer, or a key of a program. */
import { refuse } from '#platform/refuse-credential.ts';

export interface Credential {
  readonly kind: 'token' | 'key';
  readonly text: string;
}

export interface CredentialHeaders {
  readonly authorization: string | undefined;
  /** Of the header `x-api-key`. */
  readonly apiKey: string | undefined;
}

const BEARER = /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i;
const KEY_PREFIX = 'mk_';
/** A token is read only up to here: larger ones cost time and are nobody's. */
const MAX_CHARACTERS = 8_192;

/**
 * Null where the request signs in with nothing. Throws UNAUTHENTICATED where it means to sign in and cannot be read: such
 * a caller is never taken for the public without a word.
 */
export function readCredential({ authorization, apiKey }: CredentialHeaders): Credential | null {
  if (apiKey !== undefined) {
    if (authorization !== undefined) throw refuse('Send either "Authorization" or "x-api-key", not both.');
    return { kind: 'key', text: apiKey.trim() };
  }
  if (authorization === undefined) return null;
  const text = BEARER.exec(authorization)?.[1];
  if (text === undefined || text.length > MAX_CHARACTERS) {
    throw refuse('"Authorization" is not read: send "Bearer", a blank and one token or key.');
  }
  return { kind: text.startsWith(KEY_PREFIX) ? 'key' : 'token', text };
}
