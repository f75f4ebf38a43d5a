import type { LibraryId, SystemId } from '#domain/ids.ts';
import { hiddenPairs, pairKey, standAs, type StandingPhase } from '#domain/move-phases.ts';
import type { Library, MovePhase, Region } from '#domain/region.ts';
import { describe, expect, it } from 'vitest';
import { findStep, phasesAfter } from './steps.ts';

const [OLD, NEW] = ['old' as SystemId, 'new' as SystemId];

function library(...phases: readonly (readonly [SystemId, MovePhase])[]): Library {
  return {
    id: 'ash' as LibraryId,
    name: 'Ash',
    aliases: [],
    network: null,
    organisations: [],
    sites: [],
    system: OLD,
    memberships: phases.map(([system, phase]) => ({ system, phase, since: null })),
  };
}

function standing(...phases: readonly (readonly [SystemId, MovePhase])[]): readonly StandingPhase[] {
  const at = { library: 'ash' as LibraryId, since: '2026-12-01T18:00:00.000Z', stoppedAt: null };
  return phases.map(([system, phase]) => ({ ...at, system, phase }));
}

function regionOf(one: Library): Region {
  return {
    id: 'r',
    name: 'R',
    budgetMs: 1,
    networks: [],
    organisations: [],
    libraries: [one],
    systems: [],
    issuers: [],
  };
}

describe('a step', () => {
  it.each<readonly [MovePhase, MovePhase, readonly MovePhase[]]>([
    ['LIVE', 'TEST_LOADED', ['CATALOGUE_FROZEN']],
    ['CATALOGUE_FROZEN', 'TEST_LOADED', ['FROZEN', 'LIVE']],
    ['FROZEN', 'TEST_LOADED', ['MOVED', 'CATALOGUE_FROZEN', 'LIVE']],
    ['MOVED', 'LIVE', ['ARCHIVED', 'LIVE']],
    ['ARCHIVED', 'LIVE', []],
  ])('after %s (and %s in the new system) is one of %j', (here, there, allowed) => {
    const phases: readonly MovePhase[] = ['LIVE', 'CATALOGUE_FROZEN', 'FROZEN', 'MOVED', 'ARCHIVED'];
    const found = phases.filter((phase) => {
      try {
        return findStep(library([OLD, here], [NEW, there]), phase, OLD).target === NEW;
      } catch {
        return false;
      }
    });
    expect(new Set(found)).toEqual(new Set(allowed));
  });

  it('takes the new system with it, there and back', () => {
    const frozen = library([OLD, 'FROZEN'], [NEW, 'TEST_LOADED']);
    expect(phasesAfter(findStep(frozen, 'MOVED', null))).toEqual([
      { system: OLD, phase: 'MOVED' },
      { system: NEW, phase: 'LIVE' },
    ]);
    const moved = library([OLD, 'MOVED'], [NEW, 'LIVE']);
    expect(phasesAfter(findStep(moved, 'LIVE', null))).toEqual([
      { system: OLD, phase: 'LIVE' },
      { system: NEW, phase: 'TEST_LOADED' },
    ]);
  });

  it.each<readonly [string, Library, MovePhase, string | null, RegExp]>([
    [
      'that is not the next',
      library([OLD, 'LIVE'], [NEW, 'TEST_LOADED']),
      'MOVED',
      null,
      /LIVE, after which comes CATALOGUE_FROZEN/,
    ],
    ['to nowhere', library([OLD, 'LIVE']), 'CATALOGUE_FROZEN', null, /names no system that it moves to.*TEST_LOADED/],
    [
      'from a system that the file does not name',
      library([OLD, 'LIVE']),
      'FROZEN',
      'elm',
      /no membership of "elm".*add/,
    ],
    ['after the end', library([OLD, 'ARCHIVED'], [NEW, 'LIVE']), 'LIVE', OLD, /ARCHIVED, which is the end/],
    [
      'at the new system',
      library([OLD, 'LIVE'], [NEW, 'TEST_LOADED']),
      'LIVE',
      NEW,
      /steps are asked for at the system that it leaves/,
    ],
  ])('%s is refused with what to do', (_what, one, phase, system, message) => {
    expect(() => findStep(one, phase, system)).toThrow(message);
  });
});

describe('a library', () => {
  const written = regionOf(library([OLD, 'LIVE'], [NEW, 'TEST_LOADED']));

  it.each<readonly [MovePhase, MovePhase, SystemId, readonly string[]]>([
    ['LIVE', 'TEST_LOADED', OLD, ['new ash']],
    ['FROZEN', 'TEST_LOADED', OLD, ['new ash']],
    ['MOVED', 'LIVE', NEW, ['old ash']],
    ['ARCHIVED', 'LIVE', NEW, ['old ash']],
  ])('that is %s and %s is answered for by %s', (here, there, system, hidden) => {
    const region = standAs(written, standing([OLD, here], [NEW, there]));
    expect(region.libraries[0]?.system).toBe(system);
    expect(hiddenPairs(region).map(pairKey)).toEqual(hidden);
  });

  it('of several systems lends from none while nobody knows from which', () => {
    const [one] = standAs(written, null).libraries;
    expect(one?.memberships.map(({ phase }) => phase)).toEqual(['FROZEN', 'TEST_LOADED']);
    const alone = regionOf(library([OLD, 'LIVE']));
    expect(standAs(alone, null)).toBe(alone);
  });

  it('stands as the file says at a system of which nothing was decided, or that the file no longer names', () => {
    expect(standAs(written, [])).toBe(written);
    const left = regionOf(library([OLD, 'LIVE']));
    expect(standAs(left, standing([NEW, 'LIVE'])).libraries).toEqual(left.libraries);
  });
});
