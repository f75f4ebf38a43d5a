/** The drill of the pages on accounts, comparing and operating, as a test. */
import { expect, it } from 'vitest';
import { drillPages, type DrilledWorld } from './drill-pages.ts';
import { stagesOf } from './drill-stages.ts';
import { ACCOUNT_MUTANTS } from './mutants/account-mutants.ts';
import { COMPARE_MUTANTS } from './mutants/compare-mutants.ts';
import { OPERATE_MUTANTS } from './mutants/operate-mutants.ts';
import { SCENES, type PageMutant } from './mutants/page-mutant.ts';

const MUTANTS: readonly PageMutant[] = [...ACCOUNT_MUTANTS, ...COMPARE_MUTANTS, ...OPERATE_MUTANTS];
const TIMEOUT_MS = 600_000;

/** The reader's cards must be linked there, and a snapshot taken. */
export function describeOtherPages(worldOf: () => DrilledWorld): void {
  it(
    'tell nothing that is not so, in none of their states; every mistake that is planted is found',
    async () => {
      const world = worldOf();
      const { breaches, found } = await drillPages(world, stagesOf(world.graph), MUTANTS);

      expect(breaches).toEqual([]);
      expect(MUTANTS.map(({ name }) => name).filter((name) => !found.has(name))).toEqual([]);
      expect(SCENES.filter((name) => !MUTANTS.some(({ scene }) => scene === name))).toEqual([]);
    },
    TIMEOUT_MS,
  );
}
