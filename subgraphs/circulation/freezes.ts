/** Whether a library accepts changes: during its move to another system, what is written to the old one would be lost. */
import type { SystemId } from '#domain/ids.ts';
import type { Library, MovePhase } from '#domain/region.ts';
import { createHomeLibrary, type LibrariesAndOwners } from '../accounts/home-library.ts';

/** Phases in which the library lends from the system. */
const TAKES_CHANGES: ReadonlySet<MovePhase> = new Set(['LIVE', 'CATALOGUE_FROZEN']);

/** `homeSite` is the code of the site that registered the patron. */
export type IsFrozen = (system: SystemId, homeSite: string | null) => boolean;

export interface MovingLibraries extends LibrariesAndOwners {
  readonly libraries: readonly Pick<Library, 'id' | 'system' | 'memberships'>[];
}

/**
 * If the reader's library is unknown, the system counts as frozen only when all its libraries are: otherwise one library's
 * move would stop its neighbours.
 */
export function createIsFrozen(region: MovingLibraries): IsFrozen {
  const homeLibrary = createHomeLibrary(region);
  return (system, homeSite) => {
    const home = homeLibrary(system, homeSite);
    const phases = region.libraries
      .filter(({ id }) => home === null || id === home)
      .flatMap(({ memberships }) => memberships.filter((one) => one.system === system).map(({ phase }) => phase));
    return phases.length > 0 && !phases.some((phase) => TAKES_CHANGES.has(phase));
  };
}
