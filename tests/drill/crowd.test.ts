import type { LmsAdapter, PatronSource } from '#contract/adapter.ts';
import { CROWD_KIND } from '#drill/crowd.ts';
import { runDrill } from '#drill/drill.ts';
import { askAs } from '#platform/host-guard/index.ts';
import { describe, expect, it } from 'vitest';

const CROWDS = { seed: 7, steps: 0, crowds: true } as const;
/** Ten seconds where nothing else keeps the machine busy. */
const TIMEOUT_MS = 180_000;

/** As if accounts had no place before others. */
function accountsLast(adapter: LmsAdapter): LmsAdapter {
  const { patrons } = adapter;
  if (patrons === undefined) return adapter;
  const account: PatronSource['account'] = (...asked) =>
    askAs({ urgency: 'background', caller: '' }, () => patrons.account(...asked));
  return { ...adapter, patrons: { ...patrons, account } };
}

describe('a crowd at a weak system', () => {
  it(
    'costs no reader the account',
    async () => {
      const { breaches, met, unjudged } = await runDrill(CROWDS);

      expect(breaches).toEqual([]);
      expect((met.get(CROWD_KIND)?.size ?? 0) + unjudged).toBe(6);
    },
    TIMEOUT_MS,
  );

  it(
    'is noticed where it does',
    async () => {
      const { breaches, unjudged } = await runDrill({ ...CROWDS, plant: accountsLast });

      expect(breaches.map(({ what }) => what).filter((what) => what.includes('is lost 3 times of 3'))).toHaveLength(
        6 - unjudged,
      );
    },
    TIMEOUT_MS,
  );
});
