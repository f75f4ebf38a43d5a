/**
 * What rules over several keys go by, as far as a region file can be read: they are checked even if its shape has faults, and all
 * faults are reported at once.
 */

export interface RegionSketch {
  readonly regionId: string;
  readonly libraries: readonly LibrarySketch[];
  readonly systems: readonly SystemSketch[];
  readonly issuers: readonly IssuerSketch[];
  readonly deliveries: readonly DeliverySketch[];
}

/** A text that is missing, or is no text, is empty: nothing is said about it here. */
export interface LibrarySketch {
  readonly id: string;
  readonly system: string;
  /** Ids, of those that have one. */
  readonly sites: readonly string[];
  /** Null if the file gives none; the library's system is then its only one. */
  readonly memberships: readonly { readonly system: string }[] | null;
  /** Libraries that its readers' data is shared with. */
  readonly sharedWith: readonly string[];
  /** Keys that it gives itself and, in their old place, under `lending`, too. */
  readonly givenTwice: readonly string[];
}

export interface SystemSketch {
  readonly id: string;
  readonly owners: readonly { readonly library: string; readonly site: string }[];
  /** Whether it is nothing but lists of journals, in print or online, without a copy: libraries of other systems have them as well. */
  readonly journalLists: boolean;
}

export interface DeliverySketch {
  readonly protocol: string;
  /** Which keys it gives, whatever stands in them. */
  readonly has: Readonly<Record<'passwordEnv' | 'privateKeyEnv' | 'hostKey', boolean>>;
}

export interface IssuerSketch {
  readonly librariesClaim: string;
  readonly rolesClaim: string;
  readonly hasRoles: boolean;
  readonly hasLibraries: boolean;
  readonly development: boolean;
}

/** Keys that were a library's `lending` before they were its own. */
const MOVED_FROM_LENDING = ['hours', 'closures'] as const;

export function sketchRegion(file: unknown): RegionSketch {
  return {
    regionId: text(file, 'region', 'id'),
    libraries: list(file, 'libraries').map((library) => ({
      id: text(library, 'id'),
      system: text(library, 'system'),
      sites: list(library, 'sites')
        .map((site) => text(site, 'id'))
        .filter((id) => id !== ''),
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
        library: text(owner, 'library'),
        site: text(owner, 'site'),
      })),
      journalLists: hasJournalLists(ownValue(system, 'settings')),
    })),
    issuers: list(ownValue(file, 'identity'), 'issuers').map((issuer) => ({
      rolesClaim: text(issuer, 'rolesClaim'),
      hasRoles: entries(issuer, 'roles').length > 0,
      librariesClaim: text(issuer, 'librariesClaim'),
      hasLibraries: entries(issuer, 'libraries').length > 0,
      development: ownValue(issuer, 'development') === true,
    })),
    deliveries: list(ownValue(file, 'feeds'), 'deliveries').map(sketchDelivery),
  };
}

function hasJournalLists(settings: unknown): boolean {
  const records = list(settings, 'records');
  if (records.length === 0 || isGiven(settings, 'copies') || list(settings, 'items').length > 0) return false;
  return records.every((source) => {
    const csv = ownValue(source, 'csv');
    return isGiven(source, 'kbart') || (isGiven(csv, 'runs') && !isGiven(csv, 'copies'));
  });
}

function sketchDelivery(delivery: unknown): DeliverySketch {
  return {
    protocol: text(delivery, 'protocol'),
    has: {
      passwordEnv: isGiven(delivery, 'passwordEnv'),
      privateKeyEnv: isGiven(delivery, 'privateKeyEnv'),
      hostKey: isGiven(delivery, 'hostKey'),
    },
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

export function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce(ownValue, value);
}

function text(value: unknown, ...keys: readonly string[]): string {
  const found = keys.reduce(ownValue, value);
  return typeof found === 'string' ? found : '';
}

function list(value: unknown, key: string): readonly unknown[] {
  const found = ownValue(value, key);
  return Array.isArray(found) ? found : [];
}

function entries(value: unknown, key: string): readonly (readonly [string, unknown])[] {
  const found = ownValue(value, key);
  return typeof found === 'object' && found !== null ? Object.entries(found) : [];
}
