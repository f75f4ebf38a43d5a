/** "Not available" because a host was down is the worst answer: for each adapter and each fault, the kit finds the one that gives it. */
import { saysNotAvailable } from '#conformance/mutants/live-lies.ts';
import { huntMutant } from '#conformance/mutants/mutant.ts';
import { standSystem } from '#conformance/simulated-bench.ts';
import type { StandingSystem } from '#conformance/simulated-bench.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askedOf, faultsOf, huntOn, KIT_SYSTEMS, named } from './kit-systems.ts';

const live = askedOf(KIT_SYSTEMS).filter(({ isLive = true }) => isLive);

describe.each(live.map((system) => [system.title, system] as const))(
  'of %s, the kit finds an adapter that',
  (_, system) => {
    let standing: StandingSystem | undefined;
    beforeAll(async () => {
      standing = await standSystem(system.create);
    });
    afterAll(() => standing?.close());

    it.each(named(saysNotAvailable(faultsOf(system))))('%s', async (_name, mutant) => {
      if (standing === undefined) throw new Error('the system stands while the tests run');

      expect(await huntMutant(mutant, huntOn(standing, system))).toEqual({
        foundBy: expect.any(String) as string,
        words: 'a copy is told to be UNAVAILABLE, where nothing could be known',
      });
    });
  },
);
