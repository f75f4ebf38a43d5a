/** Checks of `identity`: issuers that occur once, words that lead to libraries, claims that are named. */
import { missing, repeated } from './cross-checks.ts';
import type { CrossFault } from './cross-checks.ts';
import type { KeyPath } from './known-keys.ts';
import type { IssuerSketch, RegionSketch } from './region-sketch.ts';

/** An issuer of the demonstration lets anybody in as anybody: only the demonstration's own region may name it. */
export function checkIdentity(file: RegionSketch, demonstration: boolean): readonly CrossFault[] {
  const libraries = file.libraries.map(({ id }) => id);
  return [
    ...repeated(file.issuers.map(({ issuer }, index) => ({ value: issuer, path: [...placeOf(index), 'issuer'] }))),
    // People of two issuers would be the same where the same name is given to them.
    ...repeated(
      file.issuers.flatMap(({ formerly }, index) =>
        formerly === '' ? [] : [{ value: formerly, path: [...placeOf(index), 'formerly'] }],
      ),
    ),
    ...file.issuers.flatMap((issuer, index) => [
      ...issuer.libraries.flatMap(({ word, library }) =>
        missing('library', library, libraries, [...placeOf(index), 'libraries', word]),
      ),
      ...claimFaults(issuer, placeOf(index)),
      ...(issuer.development && !demonstration ? [developmentFault(placeOf(index))] : []),
    ]),
  ];
}

function placeOf(index: number): KeyPath {
  return ['identity', 'issuers', index];
}

/** Words without the claim that holds them would never be met, and nobody would know why. */
function claimFaults(issuer: IssuerSketch, here: KeyPath): readonly CrossFault[] {
  return [
    ...(issuer.hasRoles && issuer.rolesClaim === '' ? [unnamed([...here, 'roles'], 'rolesClaim')] : []),
    ...(issuer.libraries.length > 0 && issuer.librariesClaim === ''
      ? [unnamed([...here, 'libraries'], 'librariesClaim')]
      : []),
  ];
}

function unnamed(path: KeyPath, key: string): CrossFault {
  return { path, message: 'has words, but the claim that holds them is not named', hint: `give ${key}` };
}

function developmentFault(here: KeyPath): CrossFault {
  return {
    path: [...here, 'development'],
    message: 'lets anybody sign in as anybody, and is only for the demonstration',
    hint: null,
  };
}
