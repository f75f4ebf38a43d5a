import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { MovePhase } from '#domain/region.ts';
import { describe, expect, it } from 'vitest';
import { createFreezes, type MovingLibraries } from './freezes.ts';

const SYSTEM = 'koha-a' as SystemId;

type Phases = readonly (readonly [library: string, phase: MovePhase, since?: string])[];

function regionOf(phases: Phases): MovingLibraries {
  return {
    libraries: phases.map(([id, phase, since = null]) => ({
      id: id as LibraryId,
      memberships: [{ system: SYSTEM, phase, since }],
    })),
    systems: [
      {
        id: SYSTEM,
        timeZone: 'Europe/London',
        owners: phases.map(([id]) => ({
          system: SYSTEM,
          code: id.toUpperCase(),
          library: id as LibraryId,
          site: null,
        })),
      },
    ],
  };
}

function isFrozen(phases: Phases, siteCode: string | null): boolean {
  return createFreezes(regionOf(phases)).ofSite(SYSTEM, siteCode) !== null;
}

describe('a library that moves', () => {
  const one: Phases = [
    ['ash', 'FROZEN'],
    ['beech', 'LIVE'],
  ];
  const both: Phases = [
    ['ash', 'FROZEN', '2026-07-02'],
    ['beech', 'MOVED', '2026-01-05'],
  ];

  it('is frozen alone: its neighbours on the same system go on', () => {
    expect([isFrozen(one, 'ASH'), isFrozen(one, 'BEECH')]).toEqual([true, false]);
  });

  it('is any of the system where nobody knows which: frozen only with every library of the system', () => {
    expect([isFrozen(one, null), isFrozen(one, 'ELM')]).toEqual([false, false]);
    expect([isFrozen(both, null), isFrozen(both, 'ELM')]).toEqual([true, true]);
    expect(isFrozen([['ash', 'FROZEN']], null)).toBe(true);
  });

  it('is frozen since the first moment of the day where it is, and the earliest of several days', () => {
    const freezes = createFreezes(regionOf(both));

    expect(freezes.ofLibrary(SYSTEM, 'ash' as LibraryId)).toEqual({ since: '2026-07-01T23:00:00.000Z' });
    expect(freezes.ofLibrary(SYSTEM, null)).toEqual({ since: '2026-01-05T00:00:00.000Z' });
    expect(createFreezes(regionOf(one)).ofLibrary(SYSTEM, 'ash' as LibraryId)).toEqual({ since: null });
  });

  it('is frozen at the system that it leaves, not at the one that it lends from', () => {
    const next = 'koha-b' as SystemId;
    const [library] = regionOf(both).libraries;
    const moved = {
      ...regionOf(both),
      libraries: [
        {
          ...library,
          id: 'ash' as LibraryId,
          memberships: [
            { system: SYSTEM, phase: 'MOVED', since: null },
            { system: next, phase: 'LIVE', since: null },
          ],
        },
      ],
    } satisfies MovingLibraries;
    const freezes = createFreezes(moved);

    expect(freezes.ofLibrary(SYSTEM, 'ash' as LibraryId)).not.toBeNull();
    expect(freezes.ofLibrary(next, 'ash' as LibraryId)).toBeNull();
  });
});
