import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import { onlyLibraryAt, type LibrariesOfSystems } from '#domain/move-phases.ts';

/** The library that a reader belongs to, by the code of the site that registered them; null when unknown. */
export type HomeLibrary = (system: SystemId, homeSite: string | null) => LibraryId | null;

/** If the system names no site, the reader belongs to the one library that has readers there. */
export function createHomeLibrary(region: LibrariesOfSystems): HomeLibrary {
  const owners = region.systems.flatMap((system) => system.owners);
  return (system, homeSite) => {
    if (homeSite !== null) return owners.find((one) => one.system === system && one.code === homeSite)?.library ?? null;
    return onlyLibraryAt(region, system);
  };
}

/** The same for libraries with an agreement on their readers' data alone: null for a reader of any other. */
export function createAgreedLibrary(region: Pick<Region, 'libraries' | 'systems' | 'moved'>): HomeLibrary {
  const homeLibrary = createHomeLibrary(region);
  const agreed = new Set(region.libraries.filter(({ patronData }) => patronData !== undefined).map(({ id }) => id));
  return (system, homeSite) => {
    const library = homeLibrary(system, homeSite);
    return library !== null && agreed.has(library) ? library : null;
  };
}
