/** Who asks: the public, where a request signs in with nothing; else whom its token or key stands for. */
import { withinTime } from '#platform/deadline.ts';
import { isMerciaError, MerciaError } from '#platform/errors.ts';
import type { Caller } from '#platform/signed-context.ts';
import { readCredential } from './credential.ts';
import type { CredentialHeaders } from './credential.ts';
import type { RefusedCredentials } from '#platform/refused-credentials.ts';
import type { ReadCaller } from './tokens.ts';

export interface Asker extends CredentialHeaders {
  /** Where the request comes from. */
  readonly address: string;
  /** Milliseconds since the epoch by which it must be known who asks. */
  readonly deadline: number;
}

/**
 * Throws UNAUTHENTICATED for a credential that is not accepted, RATE_LIMITED for one too many of them from one address,
 * IDENTITY_UNAVAILABLE where it cannot be said in time.
 */
export type Identify = (asker: Asker) => Promise<Caller>;

export interface IdentifyOptions {
  readonly readToken: ReadCaller;
  readonly readKey: ReadCaller;
  readonly refused: RefusedCredentials;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const PUBLIC: Caller = { role: 'public', subject: null };

export function createIdentify({ readToken, readKey, refused, now }: IdentifyOptions): Identify {
  return async ({ authorization, apiKey, address, deadline }) => {
    const credential = readCredential({ authorization, apiKey });
    if (credential === null) return PUBLIC;
    const { kind, text } = credential;
    const wait = refused.waitSeconds(address, text);
    if (wait > 0) throw tooMany(wait);
    try {
      const reading = kind === 'key' ? readKey(text) : readToken(text);
      const caller = await withinTime(reading, deadline - now(), tooLate);
      refused.noteAccepted(text);
      return caller;
    } catch (error) {
      if (isMerciaError(error, 'UNAUTHENTICATED')) refused.noteRefused(address, text);
      throw error;
    }
  };
}

function tooMany(retryAfterSeconds: number): MerciaError {
  const message = 'Too many tokens or keys that are not accepted came from this address.';
  return new MerciaError('RATE_LIMITED', message, { retryAfterSeconds });
}

function tooLate(): never {
  throw new MerciaError('IDENTITY_UNAVAILABLE', 'The caller could not be identified within the time of the request.');
}
