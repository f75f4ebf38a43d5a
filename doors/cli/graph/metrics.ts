/** What a process counts, and where that is scraped. */
import { livePartId, type LibraryId, type SystemId } from '#domain/ids.ts';
import { hiddenPairs, pairKey } from '#domain/move-phases.ts';
import type { Settings } from '#platform/config.ts';
import { createGauges } from '#platform/metrics/gauges.ts';
import { createMetrics, type Metrics } from '#platform/metrics/metrics.ts';
import { serveMetrics } from '#platform/metrics/serve-metrics.ts';
import { feedStatus, type FeedStatus } from '#feed-log/publish/index.ts';
import type { DeliveryStatus } from '#feeds/delivery/index.ts';
import { loanStatus, type LoanListStatus } from '#union-index/loans/index.ts';
import { harvestStatus, type HarvestStatus } from '#union-index/harvest/index.ts';
import { listDeliveries } from './deliveries.ts';
import type { Store } from '#store/open-store.ts';
import type { DatabaseState } from '#store/settle.ts';
import type { ReplicaState } from '#store/replica-watch.ts';
import type { Hub } from './hub.ts';
import type { OpenedRegion } from '../region/opened-region.ts';
import { printNote } from '../output.ts';
import type { Shutdown } from '../shutdown.ts';

/** Metrics at an address of their own, for a process that the public reaches; undefined if no port is set for them. */
export async function openOwnMetrics(
  { host, metricsPort: port }: Settings,
  shutdown: Shutdown,
): Promise<Metrics | undefined> {
  if (port === undefined) return undefined;
  const metrics = createMetrics();
  const served = await serveMetrics(metrics, { host, port });
  shutdown.onClose(() => served.close());
  printNote(`Metrics are at ${served.url}`);
  return metrics;
}

/** Whether the database can be used: while it is gone, what alarms compare is not there. */
export function addDatabaseMetrics(metrics: Metrics, { state }: Pick<Store, 'state'>): void {
  const set = createGauges<never, DatabaseState>(
    metrics.registry,
    [],
    [['mercia_database_usable', '1 if the database answers and has its tables, else 0.', ({ usable }) => usable]],
  );
  metrics.sample(async () => [await state()], set);
}

/** How far the replica is behind, if one is named. */
export function addReplicaMetrics(metrics: Metrics, { store }: Pick<Hub, 'store'>): void {
  const set = createGauges<never, ReplicaState>(
    metrics.registry,
    [],
    [
      [
        'mercia_replica_lag_seconds',
        'Seconds that the replica is behind, at most; absent before that is known.',
        ({ lagSeconds }) => lagSeconds,
      ],
      ['mercia_replica_used', '1 if the replica is read from, else 0.', ({ isUsed }) => isUsed],
      [
        'mercia_replica_fallbacks',
        'Reads that went to the server that takes writes instead, since the process began.',
        ({ fallbacks }) => fallbacks,
      ],
    ],
  );
  metrics.sample(async () => {
    const state = await store.reads.state();
    return state === null ? [] : [state];
  }, set);
}

export function addHostMetrics(metrics: Metrics, opened: Pick<OpenedRegion, 'adapters' | 'hosts'>): void {
  metrics.hosts.registerStates(() => {
    const systems = [...opened.adapters.keys()];
    const inRegion = new Set<string>([...systems, ...systems.map(livePartId)]);
    return new Map([...opened.hosts()].filter(([system]) => inRegion.has(system)));
  });
}

export function addHarvestMetrics(
  metrics: Metrics,
  hub: Pick<Hub, 'region'> & { readonly store: Pick<Store, 'db'> },
): void {
  const setHarvests = createGauges<'system', HarvestStatus & { readonly system: string }>(
    metrics.registry,
    ['system'],
    [
      [
        'mercia_harvest_lag_seconds',
        'Seconds since a harvest of a system last finished; absent before the first.',
        ({ lagSeconds }) => lagSeconds,
      ],
      [
        'mercia_harvest_records',
        'Records of a system in the union index that are not deleted.',
        ({ records }) => records,
      ],
      [
        'mercia_harvest_rejects',
        'Records of a system that could not be read and are still not.',
        ({ rejects }) => rejects,
      ],
      [
        'mercia_harvest_failed',
        '1 from the end of a harvest of a system before its end until one is complete, else 0.',
        // Not `problem`, which is null while the next try runs: an alarm wants this without a gap.
        ({ failingSince }) => failingSince !== null,
      ],
    ],
  );
  const setLists = createGauges<'system' | 'list', LoanListStatus>(
    metrics.registry,
    ['system', 'list'],
    [
      [
        'mercia_loan_list_lag_seconds',
        'Seconds since a list of loans of a system was written, or its harvest began; absent before the first.',
        ({ asOf }) => (asOf === null ? null : secondsSince(asOf)),
      ],
      ['mercia_loan_list_rows', 'Rows that the newest whole harvest of a list of loans kept.', ({ rows }) => rows],
      [
        'mercia_loan_list_left_out',
        'Rows of a list of loans that were not kept, for want of an agreement or of a known copy.',
        ({ leftOut }) => leftOut,
      ],
      [
        'mercia_loan_list_failed',
        '1 where the newest harvest of a list of loans ended before its end, else 0.',
        ({ problem }) => problem !== null,
      ],
    ],
  );
  const systems = (): readonly SystemId[] => hub.region.systems.map(({ id }) => id);
  metrics.sample(
    async () =>
      Array.from(await harvestStatus(hub.store.db, systems(), new Date()), ([system, of]) => ({ ...of, system })),
    setHarvests,
  );
  addRegionMetrics(metrics, hub);
  metrics.sample(() => loanStatus(hub.store.db, systems()), setLists);
}

/** What the region file says and alarms compare with. */
function addRegionMetrics(metrics: Metrics, hub: Pick<Hub, 'region'>): void {
  const setIntervals = createGauges<'system', { readonly system: string; readonly seconds: number }>(
    metrics.registry,
    ['system'],
    [
      [
        'mercia_harvest_interval_seconds',
        'Seconds between two harvests of a system, as the region file says.',
        ({ seconds }) => seconds,
      ],
    ],
  );
  const setLibraries = createGauges<'library' | 'system', { readonly library: string; readonly system: string }>(
    metrics.registry,
    ['library', 'system'],
    [['mercia_library_system', '1 for each system whose records of a library are shown.', () => true]],
  );
  metrics.sample(
    () => hub.region.systems.map(({ id, harvest }) => ({ system: id, seconds: harvest.everySeconds })),
    setIntervals,
  );
  metrics.sample(() => shownPairs(hub.region), setLibraries);
}

/** What a library left behind, or only tries out, is harvested no more, or matters to nobody: it never counts as late. */
function shownPairs(region: Hub['region']): readonly { readonly library: LibraryId; readonly system: SystemId }[] {
  const hidden = new Set(hiddenPairs(region).map(pairKey));
  return region.libraries
    .flatMap(({ id: library, memberships }) => memberships.map(({ system }) => ({ library, system })))
    .filter((pair) => !hidden.has(pairKey(pair)));
}

/** How far what is passed on to discovery systems is behind the index, and what waits for an operator. */
export function addFeedMetrics(metrics: Metrics, hub: Hub): void {
  const setAll = createGauges<never, FeedStatus>(
    metrics.registry,
    [],
    [
      ['mercia_feed_position', 'Last position of the log of the feeds.', ({ position }) => position],
      [
        'mercia_feed_lag_seconds',
        'Age of the oldest change of the index that the feeds do not have yet.',
        ({ waitingSince }) => (waitingSince === null ? 0 : secondsSince(waitingSince)),
      ],
      ['mercia_feed_held_sets', 'Sets of the feeds that an operator has to let go.', ({ held }) => held.length],
      ['mercia_feed_held_editions', 'Editions whose changes wait for an operator.', ({ heldEditions }) => heldEditions],
      [
        'mercia_feed_unrendered_editions',
        'Editions that cannot be written for the feeds.',
        ({ unrenderedCount }) => unrenderedCount,
      ],
      ['mercia_feed_failed', '1 if the last try to publish failed, else 0.', ({ problem }) => problem !== null],
    ],
  );
  const setEntries = createGauges<'repository', { readonly repository: string; readonly entries: number }>(
    metrics.registry,
    ['repository'],
    [['mercia_feed_entries', 'Entries of a repository of the feeds that are not deleted.', ({ entries }) => entries]],
  );
  metrics.sample(
    async () => {
      const status = hub.region.feeds === undefined ? null : await feedStatus(hub.store.db);
      return status === null ? [] : [status];
    },
    (rows) => {
      setAll(rows);
      setEntries(
        rows.flatMap(({ repositories }) => repositories.map(({ name, entries }) => ({ repository: name, entries }))),
      );
    },
  );
}

export function addDeliveryMetrics(metrics: Metrics, hub: Pick<Hub, 'store' | 'region'>): void {
  const set = createGauges<'delivery', DeliveryStatus>(
    metrics.registry,
    ['delivery'],
    [
      [
        'mercia_delivery_lag_seconds',
        'Seconds since the last delivery began that arrived; absent before the first.',
        ({ arrivedAt }) => (arrivedAt === null ? null : secondsSince(arrivedAt)),
      ],
      [
        'mercia_delivery_failures',
        'Attempts in a row that failed; 0 once a delivery has arrived.',
        ({ failures }) => failures,
      ],
      [
        'mercia_delivery_held',
        '1 while a delivery waits for an operator to let its set go, else 0.',
        ({ hold }) => hold !== null,
      ],
      ['mercia_delivery_alarm', '1 while a delivery is late or has failed three times, else 0.', ({ alarm }) => alarm],
    ],
  );
  metrics.sample(() => listDeliveries(hub), set);
}

function secondsSince(moment: Date): number {
  return (Date.now() - moment.getTime()) / 1_000;
}
