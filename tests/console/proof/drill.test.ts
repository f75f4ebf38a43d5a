/**
 * The drill of the console: what Chromium would read out of a title's page while systems of every kind fail, against what was so. In
 * the same drill each page is told again with a mistake in it, and every mistake is found.
 */
import { drillConsole } from '#drill/console/drill-console.ts';
import { hasBrowser } from '#tests/gateway/support/browser.ts';
import { describe, expect, it } from 'vitest';
import { TITLE_MISTAKES } from './mistakes.ts';

const FAULTS = 200;
/** Under a minute where nothing else keeps the machine busy. */
const TIMEOUT_MS = 300_000;

describe.skipIf(!hasBrowser)('what the page of a title tells a screen reader', () => {
  it(
    'has a state and an age for every fact, and none that was not so; every mistake is found',
    async () => {
      const { tally, found } = await drillConsole({ seed: 20, faults: FAULTS, mistakes: TITLE_MISTAKES });
      const { LIVE, LAST_KNOWN, UNKNOWN } = tally.states;

      expect(tally.breaches).toEqual([]);
      expect([LIVE > 0, LAST_KNOWN > 0, UNKNOWN > 0]).toEqual([true, true, true]);
      expect(TITLE_MISTAKES.map(({ name }) => name).filter((name) => !found.has(name))).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
