/** What an issuer's claims mean here. Pure. */
import type { LibraryId } from '#domain/ids.ts';
import { SIGNED_IN_ROLES } from '#domain/region.ts';
import type { IdentityIssuer, SignedInRole } from '#domain/region.ts';

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
