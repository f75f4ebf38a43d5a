/**
 * The drill of the console: what Chromium would read out of a title's page while systems of every kind fail, against what was so. In
 * the same drill, consoles that are wrong on purpose are told the same answers of the graph, and each of them is found.
 */
import { drillConsole } from '#drill/console/drill-console.ts';
import { hasBrowser } from '#tests/gateway/support/browser.ts';
import { describe, expect, it } from 'vitest';
import { openMutants, type Consoles } from './mutants/mutant.ts';
import { TITLE_MUTANTS } from './mutants/title-mutants.ts';

const FAULTS = 200;
/** Under a minute where nothing else keeps the machine busy. */
const TIMEOUT_MS = 300_000;

describe.skipIf(!hasBrowser)('what the page of a title tells a screen reader', () => {
  it(
    'has a state and an age for every fact, and none that was not so; every mistake that is planted is found',
    async () => {
      const opened: Consoles[] = [];
      try {
        const { tally, found } = await drillConsole({
          seed: 20,
          faults: FAULTS,
          openOthers: async (graphUrl) => {
            const mutants = await openMutants(TITLE_MUTANTS, graphUrl);
            opened.push(mutants);
            return mutants.consoles;
          },
        });

        expect(tally.breaches).toEqual([]);
        expect([tally.states.LIVE > 0, tally.states.LAST_KNOWN > 0, tally.states.UNKNOWN > 0]).toEqual([
          true,
          true,
          true,
        ]);
        expect(TITLE_MUTANTS.map(({ name }) => name).filter((name) => !found.has(name))).toEqual([]);
      } finally {
        for (const mutants of opened) await mutants.close();
      }
    },
    TIMEOUT_MS,
  );
});
