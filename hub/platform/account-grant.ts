/**
 * Leave to read one account: given by `patrons`, which knows whose account it is, read by the circulation router, which
 * does not. A compact JWS (RFC 7515) with HS256; it is good for one person, one account, one purpose and a few minutes.
 */
import { createSecretKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { MerciaError } from './errors.ts';
import { signInternalToken, verifyInternalToken } from './internal-token.ts';

export interface AccountGrant {
  /** Who may read: the signed context must name the same subject, under whichever secret. */
  readonly subject: string;
  /** The account's public id. */
  readonly account: string;
  /** The library whose reader it was given for; absent if a part of an older version gave it: nobody but the reader may use it then. */
  readonly library?: string | undefined;
  /** Why: an `AccountPurpose` of `hub/domain/region.ts`, which is the one list of them. What is signed was judged by it. */
  readonly purpose: string;
  /** Where the account goes on since its library moved, as circulation sealed it; absent for an account that did not move. */
  readonly continued?: string | undefined;
}

export type GrantSigner = (grant: AccountGrant) => Promise<string>;
/** Throws FORBIDDEN for what is no grant of this region, or is over, or is another's. */
export type GrantVerifier = (
  signed: string,
  expected: { readonly subjects: readonly string[]; readonly account: string },
) => Promise<AccountGrant>;

const ISSUER = 'mercia-patrons';
const AUDIENCE = 'mercia-circulation';
const VALID_FOR_SECONDS = 120;

const claimsShape = z.object({
  sub: z.string(),
  account: z.string(),
  library: z.string().optional(),
  purpose: z.string().min(1),
  continued: z.string().optional(),
});

/** The key is derived for `grants`; `now` gives milliseconds since the epoch. */
export function createGrantSigner(bytes: Buffer, now: () => number = Date.now): GrantSigner {
  const key = createSecretKey(bytes);
  return ({ subject, ...said }) => {
    const exp = Math.ceil(now() / 1000) + VALID_FOR_SECONDS;
    return Promise.resolve(signInternalToken({ ...said, iss: ISSUER, aud: AUDIENCE, sub: subject, exp }, key));
  };
}

/** Of grants that were signed with any of the keys. */
export function createGrantVerifier(bytes: readonly Buffer[], now: () => number = Date.now): GrantVerifier {
  const keys = bytes.map((key) => createSecretKey(key));
  return async (signed, expected) => {
    const claims = claimsShape.safeParse(readClaims(signed, keys, now()));
    if (!claims.success) throw refusal(claims.error);
    const { sub: subject, ...said } = claims.data;
    if (!expected.subjects.includes(subject) || said.account !== expected.account) throw refusal();
    return { subject, ...said };
  };
}

function readClaims(signed: string, keys: readonly KeyObject[], now: number): unknown {
  try {
    return verifyInternalToken(signed, keys, { issuer: ISSUER, audience: AUDIENCE, now });
  } catch (error) {
    throw refusal(error);
  }
}

function refusal(cause?: unknown): MerciaError {
  return new MerciaError('FORBIDDEN', 'account: access is not permitted; ask for it through the graph', { cause });
}
