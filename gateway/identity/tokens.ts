/** Who a token says that somebody is: checked against its issuer's keys, then put into our words. */
import { decodeJwt, errors, jwtVerify } from 'jose';
import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import { type IdentityIssuer, SIGNED_IN_ROLES, type SignedInRole } from '#domain/region.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { Caller } from '#platform/signed-context.ts';
import { createIssuerKeys } from './issuer-keys.ts';
import type { IssuerKeysOptions } from './issuer-keys.ts';
import { refuse } from '#platform/refuse-credential.ts';
import { toSubjects, type SubjectKeys, type Subjects } from './subject.ts';
import type { LibraryId } from '#domain/ids.ts';

/** Throws UNAUTHENTICATED for what is not accepted, IDENTITY_UNAVAILABLE where that cannot be said. */
export type ReadCaller = (credential: string) => Promise<Caller>;

export interface TokenReaderOptions extends IssuerKeysOptions {
  readonly issuers: readonly IdentityIssuer[];
  /** What pseudonyms are made with; null where this Mercia has no secret for what is personal. */
  readonly subjectKeys: SubjectKeys | null;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Signatures with a private key alone: with a shared one, everybody who can check a token could make one. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
/** What calls itself otherwise (say, a notice of a sign-out) is signed by the same keys and is no leave to sign in. */
const TYPES: ReadonlySet<string> = new Set(['JWT', 'AT+JWT', 'APPLICATION/AT+JWT']);
const CLOCK_TOLERANCE_SECONDS = 30;
/** In every token of the demonstration's issuer. */
const DEVELOPMENT_CLAIM = 'mercia_development';

interface Source {
  readonly issuer: IdentityIssuer;
  readonly keys: JWTVerifyGetKey;
}

/** Reads tokens of the region's issuers; nothing is asked of an issuer before its first token comes. */
export function createTokenReader({ issuers, subjectKeys, ...options }: TokenReaderOptions): ReadCaller {
  const sources = new Map<string, Source>(
    issuers.map((issuer) => [issuer.issuer, { issuer, keys: createIssuerKeys(issuer, options) }]),
  );

  return async (token) => {
    if (sources.size === 0) throw refuse('Nobody can sign in with a token here: the region names no issuer.');
    if (subjectKeys === null) throw refuse('Nobody can sign in with a token here: MERCIA_PATRON_SECRET is not set.');
    const source = sources.get(readIssuer(token));
    if (source === undefined) throw refuse('The token is of an issuer that this region does not know.');
    const claims = await verify(token, source, options.now());
    if (claims[DEVELOPMENT_CLAIM] !== undefined && !source.issuer.development) {
      throw refuse('The token is of an issuer for demonstrations.');
    }
    const { issuer, formerly = issuer } = source.issuer;
    return toCaller(source.issuer, claims, toSubjects(subjectKeys, formerly, String(claims.sub)));
  };
}

/** Not believed yet: it only says whose keys are to be tried. */
function readIssuer(token: string): string {
  try {
    return decodeJwt(token).iss ?? '';
  } catch (error) {
    throw refuse('The token cannot be read.', error);
  }
}

async function verify(token: string, { issuer, keys }: Source, now: number): Promise<JWTPayload> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      algorithms: ALGORITHMS,
      issuer: issuer.issuer,
      audience: [...issuer.audiences],
      requiredClaims: ['exp', 'sub'],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: new Date(now),
    });
    if (!TYPES.has((protectedHeader.typ ?? 'JWT').toUpperCase())) throw refuse('The token is not one to sign in with.');
    return payload;
  } catch (error) {
    throw isMerciaError(error) ? error : refuse(describe(error), error);
  }
}

function describe(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'The time of the token is over: sign in again.';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'aud') return 'The token is meant for another service.';
    if (error.claim === 'nbf') return 'The time of the token has not begun; compare the clocks.';
    return 'The token does not say what it must: who, by whom and until when.';
  }
  return 'The token was not signed by its issuer.';
}

function toCaller(issuer: IdentityIssuer, claims: JWTPayload, subjects: Subjects): Caller {
  const role = toRole(issuer, claims);
  return role === 'staff' ? { role, ...subjects, libraries: toLibraries(issuer, claims) } : { role, ...subjects };
}

type Claims = Readonly<Record<string, unknown>>;

/**
 * Of several roles the one that may do most. Everybody whom an issuer knows is a patron at least; that alone opens nothing
 * but accounts that were linked by card and PIN.
 */
export function toRole(
  { rolesClaim, roles }: Pick<IdentityIssuer, 'rolesClaim' | 'roles'>,
  claims: Claims,
): SignedInRole {
  const given = new Set(readWords(claims, rolesClaim).map((word) => roles.get(word)));
  return SIGNED_IN_ROLES.findLast((role) => given.has(role)) ?? 'patron';
}

/** `staff@hilltop.example.org` is met as it stands, else by its scope `hilltop.example.org`. */
export function toLibraries(
  { librariesClaim, libraries }: Pick<IdentityIssuer, 'librariesClaim' | 'libraries'>,
  claims: Claims,
): readonly LibraryId[] {
  const found = readWords(claims, librariesClaim).flatMap((word) => {
    const library = libraries.get(word) ?? libraries.get(word.slice(word.lastIndexOf('@') + 1));
    return library === undefined ? [] : [library];
  });
  return [...new Set(found)];
}

/** A claim's texts. Its name is taken as it stands first (some are addresses, with dots), then as a path. */
function readWords(claims: Claims, name: string | null): readonly string[] {
  if (name === null) return [];
  const value = ownValue(claims, name) ?? name.split('.').reduce<unknown>(ownValue, claims);
  return (Array.isArray(value) ? value : [value]).filter((word): word is string => typeof word === 'string');
}

function ownValue(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Claims)[key] : undefined;
}
