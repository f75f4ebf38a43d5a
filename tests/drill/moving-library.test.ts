/** A library that moves while both its systems fail. */
import { NOTHING_MOVED } from '#domain/moved-ids.ts';
import { drillMove } from '#drill/move/drill-move.ts';
import { createTally } from '#drill/tally.ts';
import { readPhases } from '#moving/index.ts';
import { expect, it } from 'vitest';

/** Some five seconds where nothing else keeps the machine busy. */
const TIMEOUT_MS = 90_000;

it(
  'is told as what it is in each phase',
  async () => {
    const tally = createTally();
    await drillMove({ seed: 3, steps: 2 }, tally);
    expect(tally.breaches).toEqual([]);
    expect(tally.faults).toBeGreaterThan(0);
    expect(tally.states.LIVE).toBeGreaterThan(0);
    expect(tally.states.LAST_KNOWN).toBeGreaterThan(0);
  },
  TIMEOUT_MS,
);

it(
  'is found to be told wrongly: by new ids',
  async () => {
    const tally = createTally();
    await drillMove(
      {
        seed: 4,
        // Of one question the new system may be silent, and then it gives nothing an id.
        steps: 2,
        async plant({ hub }, phase) {
          const phases = await readPhases(hub.store.db);
          if (phase === 'MOVED') hub.stand({ phases, ids: NOTHING_MOVED });
        },
      },
      tally,
    );
    const said = tally.breaches.map(({ what }) => what).join('\n');
    expect(said).toMatch(/copy b\d+ is koha-basic-apart:item:\d+ while it is MOVED/);
  },
  TIMEOUT_MS,
);
