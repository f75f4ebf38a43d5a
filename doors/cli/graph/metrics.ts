/** What a process counts, and where that is scraped. */
import { livePartId } from '#domain/ids.ts';
import type { SystemId } from '#domain/ids.ts';
import type { Settings } from '#platform/config.ts';
import { registerFeedMetrics } from '#platform/metrics/feed-metrics.ts';
import { registerHarvestMetrics } from '#platform/metrics/harvest-metrics.ts';
import { registerLoanMetrics } from '#platform/metrics/loan-metrics.ts';
import { createMetrics, type Metrics } from '#platform/metrics/metrics.ts';
import { serveMetrics } from '#platform/metrics/serve-metrics.ts';
import { feedStatus } from '#feed-log/publish/index.ts';
import { loanStatus } from '#union-index/loans/index.ts';
import { harvestStatus } from '#union-index/harvest/index.ts';
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

/** Each system's state at a scrape, while it is in the region. */
export function addHostMetrics(metrics: Metrics, opened: Pick<OpenedRegion, 'adapters' | 'hosts'>): void {
  metrics.hosts.registerStates(() => {
    const systems = [...opened.adapters.keys()];
    const inRegion = new Set<string>([...systems, ...systems.map(livePartId)]);
    return new Map([...opened.hosts()].filter(([system]) => inRegion.has(system)));
  });
}

export function addHarvestMetrics(metrics: Metrics, hub: Hub): void {
  const systems = (): readonly SystemId[] => hub.region.systems.map(({ id }) => id);
  registerHarvestMetrics(metrics, () => harvestStatus(hub.store.db, systems(), new Date()));
  registerLoanMetrics(metrics, async () => {
    const now = Date.now();
    const lists = await loanStatus(hub.store.db, systems());
    return lists.map(({ asOf, ...list }) => ({
      ...list,
      lagSeconds: asOf === null ? null : (now - asOf.getTime()) / 1_000,
    }));
  });
}

/** How far what is passed on to discovery systems is behind the index, and what waits for an operator. */
export function addFeedMetrics(metrics: Metrics, hub: Hub): void {
  registerFeedMetrics(metrics, async () => {
    const status = hub.region.feeds === undefined ? null : await feedStatus(hub.store.db);
    if (status === null) return null;
    const { position, waitingSince, held, heldEditions, unrenderedCount, problem, repositories } = status;
    return {
      position,
      lagSeconds: waitingSince === null ? 0 : (Date.now() - waitingSince.getTime()) / 1_000,
      heldSets: held.length,
      heldEditions,
      unrendered: unrenderedCount,
      failed: problem !== null,
      entries: new Map(repositories.map(({ name, entries }) => [name, entries])),
    };
  });
}
