import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { MovePhase } from '#domain/region.ts';
import { describe, expect, it } from 'vitest';
import { createIsFrozen, type MovingLibraries } from './frozen.ts';

const SYSTEM = 'koha-a' as SystemId;

function regionOf(phases: readonly (readonly [string, MovePhase])[]): MovingLibraries {
  return {
    libraries: phases.map(([id, phase]) => ({
      id: id as LibraryId,
      system: SYSTEM,
      memberships: [{ system: SYSTEM, phase, since: null }],
    })),
    systems: [
      {
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

describe('a library that moves', () => {
  it('is frozen for its own readers, and its neighbours on the same system go on', () => {
    const isFrozen = createIsFrozen(
      regionOf([
        ['ash', 'FROZEN'],
        ['beech', 'LIVE'],
      ]),
    );

    expect([isFrozen(SYSTEM, 'ASH'), isFrozen(SYSTEM, 'BEECH')]).toEqual([true, false]);
  });

  it('freezes readers whose library nobody knows only with every library of the system', () => {
    expect(
      createIsFrozen(
        regionOf([
          ['ash', 'FROZEN'],
          ['beech', 'LIVE'],
        ]),
      )(SYSTEM, null),
    ).toBe(false);
    expect(
      createIsFrozen(
        regionOf([
          ['ash', 'FROZEN'],
          ['beech', 'MOVED'],
        ]),
      )(SYSTEM, 'ELM'),
    ).toBe(true);
  });
});
