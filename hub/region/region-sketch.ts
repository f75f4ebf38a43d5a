/**
 * A region file as far as it can be read, whatever is wrong with it. References can then be checked even if the shape has
 * faults, and all faults are reported at once.
 */

export interface RegionSketch {
  readonly regionId: string;
  readonly networks: readonly { readonly id: string; readonly asks: readonly string[] }[];
  readonly organisations: readonly { readonly id: string }[];
  readonly libraries: readonly LibrarySketch[];
  readonly systems: readonly SystemSketch[];
  readonly issuers: readonly IssuerSketch[];
  readonly feeds: FeedsSketch;
}

/** A text that is missing, or is no text, is empty: nothing is said about it here. */
export interface LibrarySketch {
  readonly id: string;
  readonly system: string;
  readonly network: string;
  readonly organisations: readonly string[];
  readonly sites: readonly { readonly id: string; readonly organisation: string }[];
  /** Null if the file gives none; the library's system is then its only one. */
  readonly memberships: readonly { readonly system: string }[] | null;
  /** Libraries that its readers' data is shared with. */
  readonly sharedWith: readonly string[];
  /** Keys that it gives itself and, in their old place, under `lending`, too. */
  readonly givenTwice: readonly string[];
}

export interface SystemSketch {
  readonly id: string;
  readonly owners: readonly { readonly code: string; readonly library: string; readonly site: string }[];
}

export interface FeedsSketch {
  readonly marcFrom: readonly string[];
  readonly withheld: readonly string[];
  readonly deliveries: readonly DeliverySketch[];
}

export interface DeliverySketch {
  readonly id: string;
  readonly protocol: string;
  readonly set: string;
  /** Which keys it gives, whatever stands in them. */
  readonly has: Readonly<Record<'passwordEnv' | 'privateKeyEnv' | 'hostKey', boolean>>;
}

export interface IssuerSketch {
  readonly issuer: string;
  readonly formerly: string;
  readonly librariesClaim: string;
  readonly rolesClaim: string;
  readonly hasRoles: boolean;
  /** Its words, each with the library that is meant. */
  readonly libraries: readonly { readonly word: string; readonly library: string }[];
  readonly development: boolean;
}

/** Keys that were a library's `lending` before they were its own. */
const MOVED_FROM_LENDING = ['hours', 'closures'] as const;

export function sketchRegion(file: unknown): RegionSketch {
  return {
    regionId: text(file, 'region', 'id'),
    networks: list(file, 'networks').map((network) => ({
      id: text(network, 'id'),
      asks: list(network, 'asks').map(asText),
    })),
    organisations: list(file, 'organisations').map((organisation) => ({ id: text(organisation, 'id') })),
    libraries: list(file, 'libraries').map((library) => ({
      id: text(library, 'id'),
      system: text(library, 'system'),
      network: text(library, 'network'),
      organisations: list(library, 'organisations').map(asText),
      sites: list(library, 'sites').map((site) => ({ id: text(site, 'id'), organisation: text(site, 'organisation') })),
      memberships: Array.isArray(ownValue(library, 'memberships'))
        ? list(library, 'memberships').map((membership) => ({ system: text(membership, 'system') }))
        : null,
      sharedWith: list(ownValue(library, 'patronData'), 'sharedWith').map((one) => text(one, 'library')),
      givenTwice: MOVED_FROM_LENDING.filter(
        (key) => isGiven(library, key) && isGiven(ownValue(library, 'lending'), key),
      ),
    })),
    systems: list(file, 'systems').map((system) => ({
      id: text(system, 'id'),
      owners: list(system, 'owners').map((owner) => ({
        code: text(owner, 'code'),
        library: text(owner, 'library'),
        site: text(owner, 'site'),
      })),
    })),
    issuers: list(ownValue(file, 'identity'), 'issuers').map((issuer) => ({
      issuer: text(issuer, 'issuer'),
      formerly: text(issuer, 'formerly'),
      rolesClaim: text(issuer, 'rolesClaim'),
      hasRoles: entries(issuer, 'roles').length > 0,
      librariesClaim: text(issuer, 'librariesClaim'),
      libraries: entries(issuer, 'libraries').map(([word, library]) => ({ word, library: asText(library) })),
      development: ownValue(issuer, 'development') === true,
    })),
    feeds: sketchFeeds(ownValue(file, 'feeds')),
  };
}

function sketchFeeds(feeds: unknown): FeedsSketch {
  return {
    marcFrom: list(feeds, 'marcFrom').map(asText),
    withheld: list(feeds, 'withheld').map(asText),
    deliveries: list(feeds, 'deliveries').map((delivery) => ({
      id: text(delivery, 'id'),
      protocol: text(delivery, 'protocol'),
      set: text(delivery, 'set'),
      has: {
        passwordEnv: isGiven(delivery, 'passwordEnv'),
        privateKeyEnv: isGiven(delivery, 'privateKeyEnv'),
        hostKey: isGiven(delivery, 'hostKey'),
      },
    })),
  };
}

function isGiven(value: unknown, key: string): boolean {
  const found = ownValue(value, key) ?? null;
  return found !== null && found !== '';
}

/** The value of an object's own key; undefined for everything else. */
export function ownValue(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined;
}

function text(value: unknown, ...keys: readonly string[]): string {
  return asText(keys.reduce(ownValue, value));
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function list(value: unknown, key: string): readonly unknown[] {
  const found = ownValue(value, key);
  return Array.isArray(found) ? found : [];
}

function entries(value: unknown, key: string): readonly (readonly [string, unknown])[] {
  const found = ownValue(value, key);
  return typeof found === 'object' && found !== null ? Object.entries(found) : [];
}
