import { describe, expect, it } from 'vitest';
import type { LibraryId, SystemId } from './ids.ts';
import { countsAt, onlyLibraryAt, type LibrariesOfSystems } from './move-phases.ts';
import type { MovePhase } from './region.ts';

const OLD = 'old' as SystemId;
const NEW = 'new' as SystemId;
const [ASH, BEECH] = ['ash' as LibraryId, 'beech' as LibraryId];

type At = readonly [system: SystemId, phase: MovePhase];

/** Ash and beech, each where it is said to be. */
function regionOf(
  ash: readonly At[],
  beech: readonly At[],
  over: Partial<LibrariesOfSystems> = {},
): LibrariesOfSystems {
  const library = (id: LibraryId, at: readonly At[]): LibrariesOfSystems['libraries'][number] => ({
    id,
    memberships: at.map(([system, phase]) => ({ system, phase, since: null })),
  });
  return { libraries: [library(ASH, ash), library(BEECH, beech)], systems: [], ...over };
}

describe('the only library at a system', () => {
  it.each<readonly [string, LibrariesOfSystems]>([
    [
      'its neighbour has left it',
      regionOf(
        [
          [OLD, 'MOVED'],
          [NEW, 'LIVE'],
        ],
        [[OLD, 'LIVE']],
      ),
    ],
    ['its neighbour is tried out there', regionOf([[OLD, 'TEST_LOADED']], [[OLD, 'LIVE']])],
    [
      'the file no longer names the neighbour there, which was decided to have moved',
      regionOf([[NEW, 'LIVE']], [[OLD, 'LIVE']], { moved: [{ library: ASH, system: OLD }] }),
    ],
    [
      'a code of the neighbour is still there',
      regionOf([[NEW, 'LIVE']], [[OLD, 'LIVE']], {
        systems: [{ owners: [{ system: OLD, code: 'ASH', library: ASH, site: null }] }],
      }),
    ],
    ['nobody is there', regionOf([[NEW, 'LIVE']], [[NEW, 'LIVE']])],
  ])('is none if %s', (_what, region) => {
    expect(onlyLibraryAt(region, OLD)).toBeNull();
  });

  it('is the one that is or was there, in whatever phase', () => {
    const region = regionOf([[OLD, 'ARCHIVED']], [[NEW, 'LIVE']]);
    expect([onlyLibraryAt(region, OLD), onlyLibraryAt(region, NEW)]).toEqual([ASH, BEECH]);
  });
});

it.each<readonly [MovePhase, MovePhase, readonly SystemId[]]>([
  ['FROZEN', 'TEST_LOADED', [OLD]],
  ['MOVED', 'LIVE', [NEW]],
])('counts a library in one of two systems: %s and %s', (old, now, where) => {
  const counts = countsAt(
    regionOf(
      [
        [OLD, old],
        [NEW, now],
      ],
      [],
    ),
  );
  expect([OLD, NEW].filter((system) => counts({ library: ASH, system }))).toEqual(where);
});
