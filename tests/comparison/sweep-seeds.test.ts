/** The sweep over all reports in more worlds; `sweep.test.ts` has the first. */
import { expect, it } from 'vitest';
import { startPlantedRegion, sweep } from './support/sweep.ts';

it.each([2, 3])(
  'every report counts what was planted in world %i, but for what it leaves out',
  async (seed) => {
    const planted = await startPlantedRegion(seed);
    try {
      const swept = await sweep(planted);

      expect(swept.filter(({ expected, said }) => JSON.stringify(expected) !== JSON.stringify(said))).toEqual([]);
    } finally {
      await planted.close();
    }
  },
  60_000,
);
