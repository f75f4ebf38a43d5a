/** The keys that a provider signs with, and the public halves that it publishes. Made at each start. */
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { CryptoKey, JWK, JWTPayload } from 'jose';

export interface SigningKeys {
  /** Signs with the newest key; `typ` is `JWT` where not said. */
  sign(claims: JWTPayload, typ?: string): Promise<string>;
  /** What is published at `jwks_uri`. */
  published(): { readonly keys: readonly JWK[] };
  /** From now on another key signs; the ones before are no longer published. */
  rotate(): Promise<void>;
}

const ALGORITHM = 'RS256';

export async function createSigningKeys(): Promise<SigningKeys> {
  let serial = 0;
  const make = async (): Promise<{ privateKey: CryptoKey; jwk: JWK }> => {
    const { privateKey, publicKey } = await generateKeyPair(ALGORITHM);
    serial += 1;
    return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid: `key-${serial}`, use: 'sig', alg: ALGORITHM } };
  };
  let current = await make();
  return {
    sign(claims, typ = 'JWT') {
      const { kid = '' } = current.jwk;
      return new SignJWT(claims).setProtectedHeader({ alg: ALGORITHM, kid, typ }).sign(current.privateKey);
    },
    published: () => ({ keys: [current.jwk] }),
    async rotate() {
      current = await make();
    },
  };
}
