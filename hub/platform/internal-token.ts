/**
 * How one part of Mercia checks what another has signed for it: a compact JWS (RFC 7515) with HS256, which says by whom and
 * for whom it is, and until when.
 */
import { errors, jwtVerify, type JWTPayload } from 'jose';
import type { KeyObject, webcrypto } from 'node:crypto';

export const INTERNAL_ALGORITHM = 'HS256';
/** Clocks of two machines differ. */
const CLOCK_TOLERANCE_SECONDS = 5;

export interface ExpectedToken {
  readonly issuer: string;
  readonly audience: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * What a token says that was signed with any of the keys: more than one while they are replaced. Rejects with an error of `jose`
 * for one that is not as expected, or over.
 */
export async function verifyInternalToken(
  token: string,
  [key, ...others]: readonly (webcrypto.CryptoKey | KeyObject)[],
  expected: ExpectedToken,
): Promise<JWTPayload> {
  if (key === undefined) throw new errors.JWSSignatureVerificationFailed();
  const { issuer, audience, now } = expected;
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [INTERNAL_ALGORITHM],
      issuer,
      audience,
      requiredClaims: ['exp'],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: new Date(now),
    });
    return payload;
  } catch (error) {
    if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
    return verifyInternalToken(token, others, expected);
  }
}
