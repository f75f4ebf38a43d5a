/**
 * How one part of Mercia signs something for another, and checks it: a compact JWS (RFC 7515) with HS256, which says by whom and
 * for whom it is, and until when. The HMAC is made in this thread, in microseconds: WebCrypto, which `jose` would ask, hands each
 * to another thread, which takes far longer than the HMAC itself.
 */
import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import { errors, UnsecuredJWT, type JWTPayload } from 'jose';

const HEADER = encode({ alg: 'HS256' });
const NO_SIGNATURE = encode({ alg: 'none' });
/** Clocks of two machines differ. */
const CLOCK_TOLERANCE_SECONDS = 5;

export interface ExpectedToken {
  readonly issuer: string;
  readonly audience: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface TokenClaims {
  readonly iss: string;
  readonly aud: string;
  /** Seconds since the epoch. */
  readonly exp: number;
  readonly [claim: string]: unknown;
}

export function signInternalToken(claims: TokenClaims, key: KeyObject): string {
  const said = `${HEADER}.${encode(claims)}`;
  return `${said}.${macOf(said, key)}`;
}

/**
 * What a token says that was signed with any of the keys: more than one while they are replaced. Throws an error of `jose`
 * for one that is not as expected, or over.
 */
export function verifyInternalToken(
  token: string,
  keys: readonly KeyObject[],
  { issuer, audience, now }: ExpectedToken,
): JWTPayload {
  const [header, payload = '', signature = '', ...more] = token.split('.');
  const said = `${HEADER}.${payload}`;
  const isSigned = header === HEADER && more.length === 0 && keys.some((key) => isSame(signature, macOf(said, key)));
  if (!isSigned) throw new errors.JWSSignatureVerificationFailed();
  // The signature was right: `jose` compares what is said, as of a token without one.
  return UnsecuredJWT.decode(`${NO_SIGNATURE}.${payload}.`, {
    issuer,
    audience,
    requiredClaims: ['exp'],
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    currentDate: new Date(now),
  }).payload;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function macOf(text: string, key: KeyObject): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}

/** Takes as long wherever two texts differ. */
function isSame(given: string, right: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}
