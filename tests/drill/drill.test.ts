import type { ItemSource, LmsAdapter } from '#adapters/adapter.ts';
import type { HoldingFacts } from '#domain/facts.ts';
import type { HoldingId } from '#domain/ids.ts';
import { runDrill } from '#drill/drill.ts';
import { KINDS } from '#drill/faults/kinds.ts';
import { isMerciaError } from '#platform/errors.ts';
import { describe, expect, it } from 'vitest';

const SHORT = 300;
/** Some twenty seconds where nothing else keeps the machine busy. */
const TIMEOUT_MS = 180_000;

/** An adapter whose source of copies makes a mistake. */
function mistaken(adapter: LmsAdapter, mistake: (items: ItemSource) => Partial<ItemSource>): LmsAdapter {
  return adapter.items === undefined ? adapter : { ...adapter, items: { ...adapter.items, ...mistake(adapter.items) } };
}

/** Remembers what it told, and tells it again with no copy available. */
function tellUnavailable({ findAvailability }: ItemSource): Partial<ItemSource> {
  const told = new Map<HoldingId, HoldingFacts>();
  return {
    async findAvailability(holdings, signal) {
      try {
        const answers = await findAvailability(holdings, signal);
        for (const [index, { id }] of holdings.entries()) {
          const facts = answers[index];
          if (facts !== undefined && facts !== null && !isMerciaError(facts)) told.set(id, facts);
        }
        return answers;
      } catch {
        return holdings.map(({ id }) => {
          const items = (told.get(id)?.items ?? []).map((item) => ({
            ...item,
            status: 'UNAVAILABLE' as const,
            due: null,
          }));
          return { asOf: new Date().toISOString(), items, holdQueue: null, limitation: null };
        });
      }
    },
  };
}

describe('a drill', () => {
  it(
    'meets faults of many kinds and finds nothing told that is not so',
    async () => {
      const { breaches, faults, met, states, settled } = await runDrill({ seed: 7, faults: SHORT });

      expect(breaches).toEqual([]);
      expect(faults).toBeGreaterThanOrEqual(SHORT);
      expect(met.size).toBeGreaterThan(KINDS.length / 2);
      expect(states.LIVE).toBeGreaterThan(0);
      expect(states.LAST_KNOWN).toBeGreaterThan(0);
      expect(settled.facts).toBeGreaterThan(0);
    },
    TIMEOUT_MS,
  );

  it.each([
    {
      mistake: 'no copies',
      plant: (items: ItemSource): Partial<ItemSource> => ({
        findAvailability: (holdings, signal) =>
          items
            .findAvailability(holdings, signal)
            .catch(() =>
              holdings.map(() => ({ asOf: new Date().toISOString(), items: [], holdQueue: null, limitation: null })),
            ),
      }),
      found: /is left out/,
    },
    {
      mistake: 'no such record',
      plant: (items: ItemSource): Partial<ItemSource> => ({
        findAvailability: (holdings, signal) =>
          items.findAvailability(holdings, signal).catch(() => holdings.map(() => null)),
      }),
      found: /is left out/,
    },
    {
      mistake: 'copies that are not available',
      plant: tellUnavailable,
      found: /is told as UNAVAILABLE/,
    },
    {
      mistake: 'no such copy',
      plant: (items: ItemSource): Partial<ItemSource> => ({
        findItems: (ids, signal) => items.findItems(ids, signal).catch(() => ids.map(() => null)),
      }),
      found: /is told as gone, and is there/,
    },
  ])(
    'finds an adapter that tells of $mistake where its system fails',
    async ({ plant, found }) => {
      const { breaches } = await runDrill({
        seed: 7,
        faults: SHORT,
        stopAtBreach: true,
        plant: (adapter) => mistaken(adapter, plant),
      });

      expect(breaches.map(({ what }) => what).join('\n')).toMatch(found);
    },
    TIMEOUT_MS,
  );
});
