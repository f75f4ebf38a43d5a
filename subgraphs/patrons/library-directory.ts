/** The libraries of a region and their agreements on readers' data. */
import { systemOfId, type LibraryId } from '#domain/ids.ts';
import { hiddenPairs, onlyLibraryAt, pairKey } from '#domain/move-phases.ts';
import type { Library, PatronData, Region } from '#domain/region.ts';

export interface AgreedLibrary extends Library {
  readonly patronData: PatronData;
}

export type RegionOfReaders = Pick<Region, 'id' | 'libraries' | 'systems' | 'moved'>;

export type LibraryDirectory = ReturnType<typeof createLibraryDirectory>;

/** For libraries that have left the region or ended their agreement. */
const USUAL_DAYS = 730;

export function createLibraryDirectory(region: RegionOfReaders) {
  const { id: regionId, libraries } = region;
  const hidden = new Set(hiddenPairs(region).map(pairKey));
  const byId = new Map<string, Library>(libraries.map((library) => [library.id, library]));
  return {
    regionId,
    find: (id: string): Library | null => byId.get(id) ?? null,
    /** The only library with readers at the account's system; null if there are several, or none. */
    findOnlyOf(account: string): Library | null {
      const system = systemOfId(account, 'account');
      const only = system === null ? null : onlyLibraryAt(region, system);
      return only === null ? null : (byId.get(only) ?? null);
    },
    /** Whether the account is at a system that its library has left, or does not lend from yet. */
    isElsewhere(account: string, library: LibraryId): boolean {
      const system = systemOfId(account, 'account');
      return system !== null && hidden.has(pairKey({ system, library }));
    },
    /** Days for which audit entries of the library are kept; null stands for entries that name none. */
    auditDays: (id: LibraryId | string | null): number =>
      (id === null ? undefined : byId.get(id))?.patronData?.retentionDays.audit ?? USUAL_DAYS,
    /** Days for which links of the library are kept unused; null for those of a library that nobody can tell: the longest of all. */
    linkDays: (id: LibraryId | null): number =>
      id === null
        ? Math.max(USUAL_DAYS, ...libraries.map(({ patronData }) => patronData?.retentionDays.links ?? 0))
        : (byId.get(id)?.patronData?.retentionDays.links ?? USUAL_DAYS),
  };
}

export function hasAgreed(library: Library): library is AgreedLibrary {
  return library.patronData !== undefined;
}
