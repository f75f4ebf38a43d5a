/** Authorization codes: each is good once, for a minute, for who began the sign-in (RFC 7636, S256). */
import { createHash, randomBytes } from 'node:crypto';
import type { Person } from './persons.ts';

export interface Sign {
  readonly person: Person;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly nonce: string | null;
}

export interface Codes {
  give(sign: Sign): string;
  /** Null for a code that is not good, or no longer, or another's. */
  take(code: string, redirectUri: string, verifier: string): Sign | null;
}

const GOOD_FOR_MS = 60_000;
const CODE_BYTES = 24;

/** `now` gives milliseconds since the epoch. */
export function createCodes(now: () => number): Codes {
  const given = new Map<string, { readonly sign: Sign; readonly endsAt: number }>();
  return {
    give(sign) {
      for (const [code, { endsAt }] of given) if (endsAt <= now()) given.delete(code);
      const code = randomBytes(CODE_BYTES).toString('base64url');
      given.set(code, { sign, endsAt: now() + GOOD_FOR_MS });
      return code;
    },
    take(code, redirectUri, verifier) {
      const found = given.get(code);
      given.delete(code);
      if (found === undefined || found.endsAt <= now() || found.sign.redirectUri !== redirectUri) return null;
      return createHash('sha256').update(verifier).digest('base64url') === found.sign.challenge ? found.sign : null;
    },
  };
}
