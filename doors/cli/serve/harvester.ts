import type { Settings } from '#platform/config.ts';
import { createMetrics } from '#platform/metrics/metrics.ts';
import { serveHealth } from '#platform/serve-health.ts';
import { HARVESTER_PACE } from '#union-index/harvest/index.ts';
import { removeOldRows } from '../graph/old-rows.ts';
import { startIndexing } from '../graph/harvesting.ts';
import { addFeedMetrics, addHarvestMetrics, addHostMetrics } from '../graph/metrics.ts';
import { printNote } from '../output.ts';
import { watchReadiness, withRefusals } from '../graph/readiness.ts';
import type { Shutdown } from '../shutdown.ts';
import { openFollowedHub } from './open.ts';

/** Listens only where a port is named: nothing but health checks asks it anything. */
export async function serveHarvester(settings: Settings, listens: boolean, shutdown: Shutdown): Promise<void> {
  const metrics = createMetrics();
  const plan = { holder: 'mercia serve harvester', metrics, pace: HARVESTER_PACE, cleans: true };
  const { hub, reload } = await openFollowedHub(settings, shutdown, plan);
  if (listens) {
    addHarvestMetrics(metrics, hub);
    addFeedMetrics(metrics, hub);
    addHostMetrics(metrics, hub);
    const ready = withRefusals(watchReadiness(hub), reload);
    const served = await serveHealth('harvester', settings, { ready, metrics, logger: hub.logger });
    shutdown.onLeave(served, settings.leaveSeconds);
    printNote(`harvester listens on ${served.url}`);
  }
  const firstRound = startIndexing(hub, shutdown, null);
  removeOldRows(hub, shutdown);
  printNote(`The harvester of ${hub.region.name} is running (${hub.store.describe()}).`);
  void firstRound.then((results) => {
    if (shutdown.signal.aborted) return;
    for (const { system, problem } of results) if (problem !== null) printNote(`  ${system} is missing: ${problem}`);
    printNote('The first round of harvest is over.');
  });
}
