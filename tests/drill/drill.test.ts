import { runDrill, type Choices } from '#drill/drill.ts';
import { KINDS } from '#drill/faults/kinds.ts';
import { describe, expect, it } from 'vitest';
import { beforeRelease } from '../release.ts';

const FAULTS = 300;
const STEPS = 5;
/** Some twenty seconds where nothing else keeps the machine busy. */
const TIMEOUT_MS = 180_000;

describe('a drill', () => {
  it(
    'meets faults of many kinds and finds nothing told that is not so',
    async () => {
      const { breaches, faults, met, states, accounts, settled } = await runDrill({ seed: 7, faults: FAULTS });

      expect(breaches).toEqual([]);
      expect(faults).toBeGreaterThanOrEqual(FAULTS);
      expect(met.size).toBeGreaterThan(KINDS.length / 2);
      expect(states.LIVE).toBeGreaterThan(0);
      expect(states.LAST_KNOWN).toBeGreaterThan(0);
      expect([accounts.LIVE > 0, accounts.UNKNOWN > 0, accounts.LAST_KNOWN]).toEqual([true, true, 0]);
      expect(settled.facts).toBeGreaterThan(0);
    },
    TIMEOUT_MS,
  );

  it(
    'of one kind meets faults of that kind alone',
    async () => {
      const { breaches, met } = await runDrill({ seed: 7, kind: 'symphony', faults: 20 });

      expect(breaches).toEqual([]);
      const systems = new Set([...met.values()].flatMap((bySystem) => [...bySystem.keys()]));
      systems.delete('database');
      expect([...systems].filter((id) => !id.startsWith('symphony'))).toEqual([]);
      expect(systems.size).toBeGreaterThan(0);
    },
    TIMEOUT_MS,
  );

  it('is refused for a kind that has nothing to drill', async () => {
    await expect(runDrill({ seed: 7, kind: 'nobody', faults: 1 })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  it.runIf(beforeRelease('it drills twice more'))(
    'is repeated by its seed and step: the same faults in the same order, the same changes, the same questions',
    async () => {
      const tell = async (steps: number, lanes: number): Promise<readonly Choices[]> => {
        const told: Choices[] = [];
        await runDrill({ seed: 11, steps, lanes, onStep: (choices) => told.push(structuredClone(choices)) });
        return told.filter(({ seed }) => seed === 11);
      };

      // Beside another lane, which makes every moment another one.
      const [beside, alone] = [await tell(STEPS, 2), await tell(STEPS - 2, 1)];

      expect(beside.map(({ step }) => step)).toEqual(Array.from({ length: STEPS }, (_, index) => index + 1));
      expect(alone).toEqual(beside.slice(0, -2));
      expect(new Set(beside.flatMap(({ faults }) => faults)).size).toBeGreaterThan(STEPS);
      expect(new Set(beside.map(({ copies }) => JSON.stringify(copies))).size).toBe(STEPS);
    },
    TIMEOUT_MS,
  );
});
