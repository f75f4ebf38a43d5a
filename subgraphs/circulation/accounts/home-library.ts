import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { Library, SystemConfig } from '#domain/region.ts';

/** The part of a region that says which library a reader belongs to. */
export interface LibrariesAndOwners {
  readonly libraries: readonly Pick<Library, 'id' | 'system'>[];
  readonly systems: readonly Pick<SystemConfig, 'owners'>[];
}

/** The library that a reader belongs to, by the code of the site that registered them; null when unknown. */
export type HomeLibrary = (system: SystemId, homeSite: string | null) => LibraryId | null;

/** If the system names no site, the reader belongs to the one library that it serves. */
export function createHomeLibrary({ systems, libraries }: LibrariesAndOwners): HomeLibrary {
  const owners = systems.flatMap((system) => system.owners);
  return (system, homeSite) => {
    if (homeSite !== null) return owners.find((one) => one.system === system && one.code === homeSite)?.library ?? null;
    const served = libraries.filter((library) => library.system === system);
    return served.length === 1 ? (served[0]?.id ?? null) : null;
  };
}
