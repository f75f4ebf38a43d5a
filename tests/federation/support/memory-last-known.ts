/** What systems last said, kept in memory, with a store behind it that can hang. */
import type { HoldingId, ItemId } from '#domain/ids.ts';
import type { LiveItem } from '#adapters/adapter.ts';
import type { KnownHolding, LastKnown } from '#subgraphs/circulation/last-known/last-known.ts';

export interface MemoryLastKnown extends LastKnown {
  /** A store that hangs never finds anything. */
  hangs: boolean;
  readonly holdings: Map<HoldingId, KnownHolding>;
  readonly items: Map<ItemId, LiveItem>;
  /** The ids of each look-up. */
  readonly lookUps: (readonly string[])[];
}

export function createMemoryLastKnown(): MemoryLastKnown {
  const holdings = new Map<HoldingId, KnownHolding>();
  const items = new Map<ItemId, LiveItem>();
  const lookUps: (readonly string[])[] = [];

  const find = async <Id extends string, Known>(ids: readonly Id[], from: ReadonlyMap<Id, Known>) => {
    lookUps.push(ids);
    if (store.hangs) return new Promise<never>(() => undefined);
    return new Map([...from].filter(([id]) => ids.includes(id)));
  };
  const store: MemoryLastKnown = {
    hangs: false,
    holdings,
    items,
    lookUps,
    keepAvailability(_system, answers) {
      return answers.map(({ holding, asOf, facts }) => {
        const known = facts ?? { asOf, items: [], holdQueue: null, limitation: null };
        holdings.set(holding, known);
        return known;
      });
    },
    keepItems(_system, found) {
      for (const item of found) items.set(item.item.id, item);
    },
    findAvailability: (ids) => find(ids, holdings),
    findItems: (ids) => find(ids, items),
    forget: () => undefined,
    close: () => Promise.resolve(),
  };
  return store;
}
