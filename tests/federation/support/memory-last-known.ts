/** What systems last said, kept in memory, with a store behind it that can hang. */
import type { HoldingFacts } from '#domain/facts.ts';
import type { HoldingId, ItemId } from '#domain/ids.ts';
import type { LiveItem } from '#contract/adapter.ts';
import type { LastKnown } from '#subgraphs/circulation/last-known/last-known.ts';

export interface MemoryLastKnown extends LastKnown {
  /** A store that hangs never finds anything. */
  hangs: boolean;
  readonly holdings: Map<HoldingId, HoldingFacts>;
  readonly items: Map<ItemId, LiveItem>;
  /** The ids of each look-up. */
  readonly lookUps: (readonly string[])[];
}

export function createMemoryLastKnown(): MemoryLastKnown {
  const holdings = new Map<HoldingId, HoldingFacts>();
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
    keepAvailability(holding, facts) {
      holdings.set(holding, facts);
      return facts;
    },
    keepItem: (live) => void items.set(live.item.id, live),
    findAvailability: (ids) => find(ids, holdings),
    findItems: (ids) => find(ids, items),
    forget: () => undefined,
    close: () => Promise.resolve(),
  };
  return store;
}
