/**
 * What the graph would say of copies: the circulation router's own loader over one adapter, as a request uses it, and a memory
 * of what was last known that the check fills.
 */
import type { LiveItem, LmsAdapter } from '#contract/adapter.ts';
import type { HoldingFacts, HoldingRef } from '#domain/facts.ts';
import type { HoldingId, ItemId, LibraryId } from '#domain/ids.ts';
import { NOTHING_MOVED } from '#domain/moved-ids.ts';
import type { Region } from '#domain/region.ts';
import { createLearnedReserve, createReservesByCaller } from '#platform/learned-reserve.ts';
import { createLogger } from '#platform/logger.ts';
import { createFactCounts } from '#subgraphs/circulation/fact-counts.ts';
import { createFreezes } from '#subgraphs/circulation/freezes.ts';
import type { LastKnown } from '#subgraphs/circulation/last-known/last-known.ts';
import { createLiveLoader } from '#subgraphs/circulation/live/live-loader.ts';
import { createSystemLoaders } from '#subgraphs/circulation/live/system-loaders.ts';
import type { AvailabilityModel, ItemModel } from '#subgraphs/circulation/models.ts';
import { createRequestDeadline } from '#subgraphs/circulation/request-deadline.ts';

/** Beyond the limit of the call itself, so that its own end is seen. */
const BUDGET_MS = 30_000;

export interface Known {
  readonly holdings: ReadonlyMap<HoldingId, HoldingFacts>;
  readonly items: ReadonlyMap<ItemId, LiveItem>;
}

/** One request for these holdings and copies, to an adapter that may break; its answers are in the same order. */
export async function askGraph(
  adapter: LmsAdapter,
  wanted: { readonly holdings: readonly HoldingRef[]; readonly items: readonly ItemId[] },
  known: Known,
): Promise<{
  readonly holdings: readonly (AvailabilityModel | null)[];
  readonly items: readonly (ItemModel | null)[];
}> {
  const lastKnown = remember(known);
  const { system } = adapter;
  const region = regionOf(adapter);
  const reserves = { answer: createReservesByCaller().begin(false), lookUp: createLearnedReserve() };
  const loader = createLiveLoader({
    systems: createSystemLoaders({
      region,
      adapters: new Map([[system.id, adapter]]),
      lastKnown,
      clock: Date.now,
      logger: createLogger('silent'),
    }),
    lastKnown,
    receivedAt: performance.now(),
    deadline: createRequestDeadline(BUDGET_MS, reserves),
    lookUpReserve: reserves.lookUp,
    counts: createFactCounts(),
    isPast: () => () => false,
    freezes: createFreezes(region),
    movedIds: NOTHING_MOVED,
  });
  const [holdings, items] = await Promise.all([
    Promise.all(wanted.holdings.map(async (holding) => loader.availabilityByHolding({ ...holding, online: false }))),
    Promise.all(wanted.items.map(async (id) => loader.itemById(id))),
  ]);
  return { holdings, items };
}

function remember({ holdings, items }: Known): LastKnown {
  const pick = <Id, Value>(ids: readonly Id[], from: ReadonlyMap<Id, Value>): ReadonlyMap<Id, Value> =>
    new Map(
      ids.flatMap((id) => {
        const value = from.get(id);
        return value === undefined ? [] : [[id, value] as const];
      }),
    );
  return {
    keepAvailability: (_holding, facts) => facts,
    keepItem: () => undefined,
    findAvailability: async (ids) => pick(ids, holdings),
    findItems: async (ids) => pick(ids, items),
    forget: () => undefined,
    close: async () => undefined,
  };
}

/** A region of this system alone: what the loaders read of one. */
function regionOf({ system }: LmsAdapter): Region {
  return {
    id: 'conformance',
    name: 'Conformance',
    budgetMs: BUDGET_MS,
    networks: [],
    organisations: [],
    libraries: [],
    issuers: [],
    systems: [
      {
        id: system.id,
        name: system.name,
        kind: system.kind,
        address: '',
        timeZone: 'Europe/London',
        credentials: { clientIdEnv: null, clientSecretEnv: null, userEnv: null, passwordEnv: null },
        owners: [{ system: system.id, code: '', library: '' as LibraryId, site: null }],
        limits: {
          connections: 1,
          callTimeoutMs: BUDGET_MS,
          batchSize: 50,
          freshForMs: 0,
          breaker: { failures: 5, openMs: 1_000, maxOpenMs: 10_000 },
        },
        harvest: { method: 'auto', pageSize: 100, everySeconds: 900, fullEverySeconds: 604_800 },
        settings: {},
      },
    ],
  };
}
