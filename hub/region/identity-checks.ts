/** Checks of `identity`: claims that are named, and issuers that may be. */
import type { Wording } from './issue-words.ts';
import type { KeyPath } from './known-keys.ts';
import type { IssuerSketch, RegionSketch } from './region-sketch.ts';

/** An issuer of the demonstration lets anybody in as anybody: only the demonstration's own region may name it. */
export function checkIdentity(file: RegionSketch, demonstration: boolean): readonly Wording[] {
  return file.issuers.flatMap((issuer, index) => {
    const here: KeyPath = ['identity', 'issuers', index];
    return [...claimFaults(issuer, here), ...(issuer.development && !demonstration ? [developmentFault(here)] : [])];
  });
}

/** Words without the claim that holds them would never be met, and nobody would know why. */
function claimFaults(issuer: IssuerSketch, here: KeyPath): readonly Wording[] {
  return [
    ...(issuer.hasRoles && issuer.rolesClaim === '' ? [unnamed([...here, 'roles'], 'rolesClaim')] : []),
    ...(issuer.hasLibraries && issuer.librariesClaim === '' ? [unnamed([...here, 'libraries'], 'librariesClaim')] : []),
  ];
}

function unnamed(path: KeyPath, key: string): Wording {
  return { path, message: 'has words, but the claim that holds them is not named', hint: `give ${key}` };
}

function developmentFault(here: KeyPath): Wording {
  return {
    path: [...here, 'development'],
    message: 'lets anybody sign in as anybody, and is only for the demonstration',
    hint: null,
  };
}
