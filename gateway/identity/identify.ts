/** Who asks: the public, where a request signs in with nothing; else whom its token or key stands for. */
import { withinTime } from '#platform/deadline.ts';
import { MerciaError } from '#platform/errors.ts';
import type { AskedFor } from '#platform/end-callers.ts';
import type { Caller } from '#platform/signed-context.ts';
import { createRefusedCredentials } from '#platform/refused-credentials.ts';
import type { ReadCaller } from './tokens.ts';
import { refuse } from '#platform/refuse-credential.ts';

interface Asker extends CredentialHeaders {
  /** Where the request comes from. */
  readonly address: string;
  /** For whom a part of Mercia asks: all of those come from one address, and none has to wait for wrong tokens of another. */
  readonly askedFor?: Pick<AskedFor, 'caller'> | null;
  /** Milliseconds since the epoch by which it must be known who asks. */
  readonly deadline: number;
}

/**
 * Throws UNAUTHENTICATED for a credential that is not accepted, RATE_LIMITED for one too many of them from one sender,
 * IDENTITY_UNAVAILABLE where it cannot be said in time.
 */
export type Identify = (asker: Asker) => Promise<Caller>;

export interface IdentityReaders {
  readonly readToken?: ReadCaller;
  /** Which program a key stands for. */
  readonly readKey?: ReadCaller;
}

const PUBLIC: Caller = { role: 'public', subject: null };

/** What a gateway lets nobody sign in with is refused, never overlooked. `now` gives milliseconds since the epoch, `ticks` is never set back, if not given. */
export function createIdentity(
  { readToken = refuseAll, readKey = refuseAll }: IdentityReaders,
  now: () => number,
  ticks?: () => number,
): Identify {
  const refused = createRefusedCredentials(ticks);
  return async ({ authorization, apiKey, address, askedFor, deadline }) => {
    const credential = readCredential({ authorization, apiKey });
    if (credential === null) return PUBLIC;
    const { kind, text } = credential;
    const sender = askedFor?.caller ?? address;
    const read = kind === 'key' ? readKey : readToken;
    // What nobody waits for any more still counts until it is known what it was.
    return withinTime(
      refused.check(sender, text, () => read(text)),
      deadline - now(),
      tooLate,
    );
  };
}

async function refuseAll(): Promise<never> {
  throw refuse('Nobody can sign in here.');
}

function tooLate(): never {
  throw new MerciaError('IDENTITY_UNAVAILABLE', 'The caller could not be identified within the time of the request.');
}

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
