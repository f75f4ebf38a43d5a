/** Where libraries stand on their way from one system to another: what the region file says, and what was decided since. Pure. */
import type { LibraryId, SystemId } from './ids.ts';
import { NOTHING_MOVED, type MovedIds } from './moved-ids.ts';
import type { Library, MovePhase, Region, SystemConfig, SystemMembership } from './region.ts';

export const LENDING_PHASES: ReadonlySet<MovePhase> = new Set(['LIVE', 'CATALOGUE_FROZEN']);
/** Phases in which a library has left the system for good, or until it is rolled back. */
export const LEFT_PHASES: ReadonlySet<MovePhase> = new Set(['MOVED', 'ARCHIVED']);

/** What was decided of one library at one system. */
export interface StandingPhase {
  readonly library: LibraryId;
  readonly system: SystemId;
  readonly phase: MovePhase;
  /** RFC 3339, UTC. */
  readonly since: string;
  /** When it last stopped lending from the system; null while it lends from it, or never did. */
  readonly stoppedAt: string | null;
}

/** What was decided, and the ids that it keeps. */
export interface Standing {
  /** Null while the database has not said so. */
  readonly phases: readonly StandingPhase[] | null;
  readonly ids: MovedIds;
}

/** As the region file says. */
export const AS_WRITTEN: Standing = { phases: [], ids: NOTHING_MOVED };

/** A library at a system. */
export interface LibraryAt {
  readonly library: LibraryId;
  readonly system: SystemId;
}

/** How the two are one text in statements; neither id has a blank. */
export function pairKey({ system, library }: LibraryAt): string {
  return `${system} ${library}`;
}

/**
 * The region as its libraries stand. The file says which systems a library may be at, and where it begins; what was decided
 * since counts for each of them. Null if that cannot be known yet: then nobody says which of several systems a library lends
 * from, and none of them is asked as if it did.
 */
export function standAs(region: Region, standing: readonly StandingPhase[] | null): Region {
  const decided = new Map(standing?.map((one) => [pairKey(one), one]) ?? []);
  const libraries = region.libraries.map((library) =>
    standing === null ? withoutKnowing(library) : standLibrary(library, decided),
  );
  const moved = (standing ?? []).filter(({ phase }) => LEFT_PHASES.has(phase));
  const changes = moved.length > 0 || libraries.some((library, at) => library !== region.libraries[at]);
  return changes ? { ...region, libraries, moved: moved.map(({ library, system }) => ({ library, system })) } : region;
}

function withoutKnowing(library: Library): Library {
  if (library.memberships.length < 2) return library;
  const memberships = library.memberships.map((one): SystemMembership =>
    LENDING_PHASES.has(one.phase) ? { ...one, phase: 'FROZEN', since: null } : one,
  );
  return { ...library, memberships };
}

function standLibrary(library: Library, decided: ReadonlyMap<string, StandingPhase>): Library {
  if (!library.memberships.some(({ system }) => decided.has(pairKey({ library: library.id, system })))) return library;
  const memberships = library.memberships.map((one): SystemMembership => {
    const stands = decided.get(pairKey({ library: library.id, system: one.system }));
    if (stands === undefined) return one;
    const { system, phase, since, stoppedAt } = stands;
    return { system, phase, since, ...(stoppedAt === null ? {} : { stoppedAt }) };
  });
  const lending = memberships.filter(({ phase }) => LENDING_PHASES.has(phase));
  const today = lending.find(({ system }) => system === library.system) ?? lending[0];
  return { ...library, memberships, system: today?.system ?? library.system };
}

/**
 * Whether what a library counts itself is at this system: what was loaded there to try it out is not its own yet, and what it left behind is
 * not any more.
 */
export function countsAt(region: Pick<LibrariesOfSystems, 'libraries'>): (at: LibraryAt) => boolean {
  const elsewhere = new Set(notCounted(region));
  return (at) => !elsewhere.has(pairKey(at));
}

/** The others, by {@link pairKey}, for statements. */
export function notCounted({ libraries }: Pick<LibrariesOfSystems, 'libraries'>): readonly string[] {
  return libraries.flatMap(({ id: library, memberships }) =>
    memberships
      .filter(({ phase }) => phase === 'TEST_LOADED' || LEFT_PHASES.has(phase))
      .map(({ system }) => pairKey({ library, system })),
  );
}

/** The part of a region that says whose readers and copies may be at a system. */
export interface LibrariesOfSystems extends Pick<Region, 'moved'> {
  readonly libraries: readonly Pick<Library, 'id' | 'memberships'>[];
  readonly systems: readonly Pick<SystemConfig, 'owners'>[];
}

/**
 * The only library whose readers and copies can be at the system; null if there are several, or none. In whatever phase a
 * library is: what it leaves behind, or loads to try out, is not its neighbour's.
 */
export function onlyLibraryAt(
  { libraries, systems, moved = [] }: LibrariesOfSystems,
  system: SystemId,
): LibraryId | null {
  const named = [...systems.flatMap(({ owners }) => owners), ...moved].filter((one) => one.system === system);
  const members = libraries.filter(({ memberships }) => memberships.some((one) => one.system === system));
  const [only, ...others] = new Set([...named.map(({ library }) => library), ...members.map(({ id }) => id)]);
  return only === undefined || others.length > 0 ? null : only;
}

/** Whether the library lends from any system but this one. */
function lendsElsewhere({ memberships }: Library, here: SystemId): boolean {
  return memberships.some(({ system, phase }) => system !== here && LENDING_PHASES.has(phase));
}

/** Libraries at systems that they do not lend from: what those told of their copies is not of now. */
export function frozenPairs({ libraries }: Pick<Region, 'libraries'>): readonly LibraryAt[] {
  return libraries.flatMap(({ id, memberships }) => {
    const lending = new Set(memberships.filter(({ phase }) => LENDING_PHASES.has(phase)).map(({ system }) => system));
    return memberships.flatMap(({ system }) => (lending.has(system) ? [] : [{ library: id, system }]));
  });
}

/**
 * Whose records and copies the public does not see: those that are only tried out in a system (TEST_LOADED), and those that a
 * library left behind, once another system answers for it.
 */
export function hiddenPairs({ libraries, moved = [] }: Pick<Region, 'libraries' | 'moved'>): readonly LibraryAt[] {
  return libraries.flatMap((library) => {
    const here = (system: SystemId): LibraryAt => ({ library: library.id, system });
    const left = new Set([
      ...library.memberships.filter(({ phase }) => LEFT_PHASES.has(phase)).map(({ system }) => system),
      ...moved.filter((one) => one.library === library.id).map(({ system }) => system),
    ]);
    const tried = library.memberships.filter(({ phase }) => phase === 'TEST_LOADED').map(({ system }) => here(system));
    return [...tried, ...[...left].filter((system) => lendsElsewhere(library, system)).map(here)];
  });
}
