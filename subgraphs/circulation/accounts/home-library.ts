import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { Library, SystemConfig } from '#domain/region.ts';

/** What of a region says whose reader somebody is. */
export interface LibrariesAndOwners {
  readonly libraries: readonly Pick<Library, 'id' | 'system'>[];
  readonly systems: readonly Pick<SystemConfig, 'owners'>[];
}

/** Whose reader somebody is, by the code of the site that registered them; null where nobody can say. */
export type HomeLibrary = (system: SystemId, homeSite: string | null) => LibraryId | null;

/** Where a system names no site, a reader is of its library if it serves one alone. */
export function createHomeLibrary({ systems, libraries }: LibrariesAndOwners): HomeLibrary {
  const owners = systems.flatMap((system) => system.owners);
  return (system, homeSite) => {
    if (homeSite !== null) return owners.find((one) => one.system === system && one.code === homeSite)?.library ?? null;
    const served = libraries.filter((library) => library.system === system);
    return served.length === 1 ? (served[0]?.id ?? null) : null;
  };
}
