/** What a router knows of copies from harvest, where a system itself knows no records. */
import type { ItemSource, LmsAdapter } from '#contract/adapter.ts';
import type { WantedHold } from '#domain/accounts.ts';
import { NOTHING_KNOWN_OF_ITEM } from '#domain/facts.ts';
import type { HoldingFacts } from '#domain/facts.ts';
import { createId } from '#domain/ids.ts';
import type { HoldingId } from '#domain/ids.ts';
import type { LastKnown } from '#subgraphs/circulation/index.ts';

const NO_ITEMS: ItemSource = {
  needsHolding: true,
  findAvailability: async (holdings) => holdings.map(() => null),
  findItems: async (ids) => ids.map(() => null),
};

/** An adapter that tells of single copies, as one half of a system: composed as far as writes are concerned. */
export function withHoldings(adapter: LmsAdapter): LmsAdapter {
  if (adapter.copies === undefined) return adapter;
  return { ...adapter, items: NO_ITEMS };
}

/** The copies of these titles, as the last list of copies had them. */
export function knownOf({ system }: LmsAdapter, titles: readonly WantedHold[]): LastKnown {
  const known = new Map<HoldingId, HoldingFacts>(
    titles.map(({ recordLocalId, copies = [] }) => [
      createId(system.id, 'holding', `${recordLocalId}@lib-${system.id}`),
      {
        asOf: '2026-01-05T09:00:00.000Z',
        items: copies.map(({ localId, barcode }) => ({
          ...NOTHING_KNOWN_OF_ITEM,
          id: createId(system.id, 'item', localId),
          barcode,
        })),
        holdQueue: null,
        limitation: null,
      },
    ]),
  );
  return {
    keepAvailability: (_, facts) => facts,
    keepItem: () => undefined,
    findAvailability: async (holdings) =>
      new Map(
        holdings.flatMap((id) => {
          const facts = known.get(id);
          return facts === undefined ? [] : [[id, facts] as const];
        }),
      ),
    findItems: async () => new Map(),
    forget: () => undefined,
    close: async () => undefined,
  };
}
