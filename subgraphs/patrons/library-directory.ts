/** The libraries of a region and their agreements on readers' data. */
import type { LibraryId } from '#domain/ids.ts';
import { parseId } from '#domain/ids.ts';
import type { Library, PatronData, Region } from '#domain/region.ts';

/** A library with an agreement on its readers' data. */
export interface AgreedLibrary extends Library {
  readonly patronData: PatronData;
}

export type LibraryDirectory = ReturnType<typeof createLibraryDirectory>;

/** For libraries that have left the region or ended their agreement. */
const USUAL_DAYS = 730;

export function createLibraryDirectory({ id: regionId, libraries }: Pick<Region, 'id' | 'libraries'>) {
  const byId = new Map<string, Library>(libraries.map((library) => [library.id, library]));
  return {
    regionId,
    find: (id: string): Library | null => byId.get(id) ?? null,
    /** The only library that the account's system serves; null if it serves several, or none. */
    findOnlyOf(account: string): Library | null {
      const system = parseId(account, 'account')?.routingKey;
      const served = libraries.filter((library) => library.system === system);
      return served.length === 1 ? (served[0] ?? null) : null;
    },
    /** Days for which audit entries of the library are kept; null stands for entries that name none. */
    auditDays: (id: LibraryId | string | null): number =>
      (id === null ? undefined : byId.get(id))?.patronData?.retentionDays.audit ?? USUAL_DAYS,
    linkDays: (id: LibraryId): number => byId.get(id)?.patronData?.retentionDays.links ?? USUAL_DAYS,
  };
}

export function hasAgreed(library: Library): library is AgreedLibrary {
  return library.patronData !== undefined;
}
