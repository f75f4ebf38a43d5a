/** What a provider's tokens say of a person. */
import { createHash, randomUUID } from 'node:crypto';
import type { JWTPayload } from 'jose';
import type { Person } from './persons.ts';

export const VALID_FOR_SECONDS = 3_600;
/** Tells a gateway of a real region that this token is not meant for it. */
export const DEVELOPMENT_MARK = { mercia_development: true };

/** The subject is another one for every service, as a provider that keeps people's privacy gives it. */
export function toClaims(
  { id, roles, affiliations }: Person,
  { issuer, audience, now }: { readonly issuer: string; readonly audience: string; readonly now: number },
): JWTPayload {
  const at = Math.floor(now / 1000);
  return {
    iss: issuer,
    aud: audience,
    sub: createHash('sha256').update(`${audience} ${id}`).digest('base64url'),
    iat: at,
    nbf: at,
    exp: at + VALID_FOR_SECONDS,
    jti: randomUUID(),
    roles: [...roles],
    eduPersonScopedAffiliation: [...affiliations],
    ...DEVELOPMENT_MARK,
  };
}
