/**
 * Libraries that are moving. What is written to a system that a library does not lend from would be lost, and what that
 * system says of the library's copies is not of now: loans and returns of the meantime are kept elsewhere.
 */
import type { LibraryId, SystemId } from '#domain/ids.ts';
import { LENDING_PHASES, type LibrariesOfSystems } from '#domain/move-phases.ts';
import type { SystemConfig, SystemMembership } from '#domain/region.ts';
import { toInstant } from '#domain/wall-time.ts';
import { createHomeLibrary } from './accounts/home-library.ts';

/** A library does not lend from a system. */
export interface Freeze {
  /** The first moment of its day, RFC 3339, UTC: the system may be told less from then on. Null if the day is not known. */
  readonly since: string | null;
}

/** Null while the library lends from the system. */
export type Freezes = ReturnType<typeof createFreezes>;

export interface MovingLibraries extends LibrariesOfSystems {
  readonly systems: readonly Pick<SystemConfig, 'id' | 'timeZone' | 'owners'>[];
}

export function createFreezes(region: MovingLibraries) {
  const homeLibrary = createHomeLibrary(region);
  const bySystem = new Map(region.systems.map((system) => [system.id, freezesOf(system, region.libraries)]));

  function ofLibrary(system: SystemId, library: LibraryId | null): Freeze | null {
    return bySystem.get(system)?.get(library) ?? null;
  }
  return {
    /**
     * If the library is unknown, all libraries of the system must have stopped: otherwise one library's move would stop its
     * neighbours.
     */
    ofLibrary,
    /** By the code of a site that is the library's at this system; null if the system names none. */
    ofSite: (system: SystemId, siteCode: string | null): Freeze | null =>
      ofLibrary(system, homeLibrary(system, siteCode)),
  };
}

/** Of each library that does not lend from the system; of null, if none does. */
function freezesOf(
  { id, timeZone }: Pick<SystemConfig, 'id' | 'timeZone'>,
  libraries: MovingLibraries['libraries'],
): ReadonlyMap<LibraryId | null, Freeze> {
  const members = libraries
    .map((library) => ({ id: library.id, here: library.memberships.filter(({ system }) => system === id) }))
    .filter(({ here }) => here.length > 0);
  const stopped = members.filter(({ here }) => !here.some(({ phase }) => LENDING_PHASES.has(phase)));
  const freezes = new Map<LibraryId | null, Freeze>(stopped.map((one) => [one.id, toFreeze(one.here, timeZone)]));
  if (stopped.length > 0 && stopped.length === members.length) {
    const all = stopped.flatMap(({ here }) => here);
    freezes.set(null, toFreeze(all, timeZone));
  }
  return freezes;
}

/** The earliest moment, of a day its first: nothing is shown as newer than it may be. */
function toFreeze(memberships: readonly SystemMembership[], timeZone: string): Freeze {
  const begins = memberships.flatMap(({ since, stoppedAt = since }) =>
    stoppedAt === null ? [] : toMoment(stoppedAt, timeZone),
  );
  return { since: begins.length === 0 ? null : new Date(Math.min(...begins)).toISOString() };
}

function toMoment(since: string, timeZone: string): number {
  return since.includes('T') ? Date.parse(since) : toInstant({ day: since, minutes: 0 }, timeZone);
}

/** What was told of a copy, as of then; at the latest of the freeze: nothing is told of the time after it. */
export function asOfFreeze<Told extends { readonly asOf: string }>(told: Told, freeze: Freeze | null): Told {
  const since = freeze?.since ?? null;
  if (since === null || Date.parse(told.asOf) <= Date.parse(since)) return told;
  return { ...told, asOf: since };
}
