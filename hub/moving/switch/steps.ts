/** The steps of a move, one after the other, and why one cannot be taken. Pure. */
import type { LibraryId, SystemId } from '#domain/ids.ts';
import { LENDING_PHASES } from '#domain/move-phases.ts';
import type { Library, MovePhase, SystemMembership } from '#domain/region.ts';
import { badUserInput } from '#platform/errors.ts';

/** What may follow where a library stands at the system that it moves away from. The way back is always open until ARCHIVED. */
const NEXT: Readonly<Record<MovePhase, readonly MovePhase[]>> = {
  LIVE: ['CATALOGUE_FROZEN'],
  CATALOGUE_FROZEN: ['FROZEN', 'LIVE'],
  FROZEN: ['MOVED', 'CATALOGUE_FROZEN', 'LIVE'],
  MOVED: ['ARCHIVED', 'LIVE'],
  ARCHIVED: [],
  TEST_LOADED: [],
};

export interface Move {
  readonly library: LibraryId;
  readonly source: SystemId;
  readonly target: SystemId;
}

/** A step of one library, between two systems. */
export interface Step extends Move {
  readonly from: MovePhase;
  readonly phase: MovePhase;
}

/** What the libraries' systems stand at after a step. */
export function phasesAfter({ source, target, phase }: Step): readonly { system: SystemId; phase: MovePhase }[] {
  const there: MovePhase = phase === 'MOVED' || phase === 'ARCHIVED' ? 'LIVE' : 'TEST_LOADED';
  return [
    { system: source, phase },
    { system: target, phase: there },
  ];
}

/** The step that is meant by "this library shall stand so". Throws BAD_USER_INPUT with what to do where there is none. */
export function findStep(library: Library, phase: MovePhase, named: string | null): Step {
  const { id, memberships } = library;
  const sources = memberships.filter(
    (one) => (named === null || one.system === named) && NEXT[one.phase].includes(phase),
  );
  const [source] = sources;
  if (source === undefined) throw badUserInput(`${id} cannot become ${phase}: ${whatIsPossible(memberships, named)}`);
  if (sources.length > 1) {
    const systems = sources.map(({ system }) => system).join(' or ');
    throw badUserInput(`system: ${id} could become ${phase} at ${systems}; name the one that it moves away from.`);
  }
  return { library: id, source: source.system, target: findTarget(library, source), from: source.phase, phase };
}

function findTarget({ id, memberships }: Library, source: SystemMembership): SystemId {
  const wanted: (phase: MovePhase) => boolean =
    source.phase === 'MOVED' ? (phase) => LENDING_PHASES.has(phase) : (phase) => phase === 'TEST_LOADED';
  const targets = memberships.filter(({ system, phase }) => system !== source.system && wanted(phase));
  const [target] = targets;
  if (target === undefined || targets.length > 1) {
    const what = target === undefined ? 'no system' : 'several systems';
    throw badUserInput(
      `${id}: the region file names ${what} that it moves to. Give it one membership of the new system, with the phase TEST_LOADED, beside that of ${source.system}.`,
    );
  }
  return target.system;
}

function whatIsPossible(memberships: readonly SystemMembership[], named: string | null): string {
  const here = memberships.filter(({ system }) => named === null || system === named);
  if (here.length === 0) {
    const systems = memberships.map(({ system }) => system).join(', ');
    return `the region file gives it no membership of "${named ?? ''}", only of ${systems}. Name one of these, or add the membership to the file.`;
  }
  return here
    .map(({ system, phase }) => {
      const next = NEXT[phase];
      if (phase === 'TEST_LOADED')
        return `at ${system} it is tried out (TEST_LOADED); steps are asked for at the system that it leaves`;
      if (next.length === 0) return `at ${system} it is ${phase}, which is the end`;
      return `at ${system} it is ${phase}, after which comes ${next.join(' or ')}`;
    })
    .join('; ')
    .concat('.');
}
