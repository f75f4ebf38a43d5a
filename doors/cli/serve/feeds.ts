import {
  createArrivals,
  createGraphClient,
  createTitleLoader,
  registerDaia,
  registerManifest,
  registerOaiPmh,
  registerRtac,
  registerSru,
  startFeedServer,
  type FeedServer,
} from '#feeds/index.ts';
import type { Settings } from '#platform/config.ts';
import { createEndCallers } from '#platform/end-callers.ts';
import { MerciaError } from '#platform/errors.ts';
import { createKeyLookup } from '#platform/key-lookup.ts';
import { registerFeedRequests } from '#platform/metrics/request-metrics.ts';
import type { Metrics } from '#platform/metrics/metrics.ts';
import type { Readiness } from '#platform/serve-health.ts';
import { createEntrySearcher, createFeedReader, createManifestReader } from '#feed-log/index.ts';
import { findApiKey } from '#store/repositories/api-keys/api-keys.ts';
import { startDelivering, withDeliveries } from '../graph/deliveries.ts';
import type { Hub } from '../graph/hub.ts';
import { addDatabaseMetrics, addDeliveryMetrics, addReplicaMetrics, openOwnMetrics } from '../graph/metrics.ts';
import { watchReadiness, withRefusals } from '../graph/readiness.ts';
import { printNote } from '../output.ts';
import type { Shutdown } from '../shutdown.ts';
import { readCallerKey } from './part-keys.ts';
import { openFollowedHub } from './open.ts';

/** Of `mercia start`, if nobody names another. */
export const DEFAULT_FEEDS_PORT = 4010;

export interface FeedsPlan {
  /** 0 takes a free one. */
  readonly port: number;
  readonly graphUrl: string;
  /** By which the graph believes for whom it is asked. */
  readonly callerKey: Buffer;
  readonly ready: () => Promise<Readiness>;
  /** Where its requests are counted; nowhere if not given. */
  readonly metrics?: Metrics | undefined;
}

/** What discovery systems ask. It harvests nothing and asks no library system: what is live it asks of the graph. */
export async function serveFeeds(settings: Settings, shutdown: Shutdown): Promise<void> {
  const { hub, reload } = await openFollowedHub(settings, shutdown, { only: [] });
  if (hub.region.feeds === undefined) {
    const message = `The region file of ${hub.region.name} passes nothing on: say in its part "feeds:" what is (docs/region-file.md).`;
    throw new MerciaError('CONFIG_INVALID', message);
  }
  const metrics = await openOwnMetrics(settings, shutdown);
  if (metrics !== undefined) {
    addDatabaseMetrics(metrics, hub.store);
    addDeliveryMetrics(metrics, hub);
    addReplicaMetrics(metrics, hub);
  }
  const ready = withDeliveries(withRefusals(watchReadiness(hub), reload), hub);
  const callerKey = readCallerKey(settings);
  const served = await openFeeds(hub, { port: settings.port, graphUrl: settings.url, callerKey, ready, metrics });
  shutdown.onLeave(served, settings.leaveSeconds);
  const delivering = startDelivering(hub, shutdown.signal);
  shutdown.onClose(() => delivering);
  printNote(`The server of feeds of ${hub.region.name} listens on ${served.url}`);
}

/** The server of the feeds over the region of the moment; whoever opens it closes it. */
export async function openFeeds(
  hub: Hub,
  { port, graphUrl, callerKey, ready, metrics }: FeedsPlan,
): Promise<FeedServer> {
  const { settings, store } = hub;
  const logger = hub.logger.child({ part: 'feeds' });
  const reader = hub.derive(({ region }) => createFeedReader({ db: store.db, region, reads: store.reads }));
  const searcher = hub.derive(({ region }) => createEntrySearcher({ reads: store.reads, region }));
  // A manifest reads a whole repository: it keeps no look-up waiting, and has the time that it needs.
  const db = store.jobs;
  const manifests = hub.derive(({ region }) => createManifestReader({ db, region }));
  const endCallers = createEndCallers(callerKey);
  const graph = createGraphClient(graphUrl, endCallers);
  const region = () => hub.region;
  const arrivals = createArrivals();
  const noteReading = hub.readings.note;
  const live = {
    region,
    movedIds: () => hub.movedIds,
    loadTitle: createTitleLoader(graph, arrivals),
    lookUpKey: createKeyLookup({ find: (id) => findApiKey(store.db, id), now: Date.now }),
    endCallers,
    now: Date.now,
    logger,
  };
  const served = await startFeedServer({
    host: settings.host,
    port,
    logger,
    ready,
    trustedProxies: settings.trustedProxies,
    endCallers,
    observe: metrics === undefined ? undefined : registerFeedRequests(metrics),
    protocols: (app) => {
      arrivals.watch(app.server);
      registerOaiPmh(app, { region, reader, publicUrl: settings.feedsUrl, logger, noteReading });
      registerManifest(app, { reader, manifests });
      registerSru(app, { region, searcher, publicUrl: settings.feedsUrl, logger, noteReading });
      registerRtac(app, { ...live, open: settings.openServices.includes('rtac') });
      registerDaia(app, { ...live, open: settings.openServices.includes('daia') });
    },
  });
  return {
    ...served,
    async close(withinMs) {
      await served.close(withinMs);
      await graph.close();
    },
  };
}
