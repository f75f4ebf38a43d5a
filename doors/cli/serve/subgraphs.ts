/** Parts over the database that ask no library system: what they answer is in it, or comes through the circulation router. */
import { createHttpExecutor } from '#gateway/index.ts';
import type { Settings } from '#platform/config.ts';
import { createMetrics } from '#platform/metrics/metrics.ts';
import { createContextSigner, createContextVerifier } from '#platform/signed-context.ts';
import { addDatabaseMetrics, addHarvestMetrics, addReplicaMetrics } from '../graph/metrics.ts';
import { buildMigration, startJobs } from '../graph/migration.ts';
import { buildCatalogue } from '../graph/parts.ts';
import { buildPatrons, describePatronData, keepRetention } from '../graph/patrons.ts';
import { needsStore, watchReadiness, withNewer, withRefusals } from '../graph/readiness.ts';
import { printNote } from '../output.ts';
import type { Shutdown } from '../shutdown.ts';
import { openFollowedHub, serveOne } from './open.ts';
import { contextSecret, contextSecrets } from './part-keys.ts';

export async function serveCatalogue(settings: Settings, shutdown: Shutdown): Promise<void> {
  const verify = createContextVerifier(contextSecrets(settings));
  const { hub, reload } = await openFollowedHub(settings, shutdown);
  const ready = withRefusals(watchReadiness(hub), reload);
  const metrics = createMetrics();
  addDatabaseMetrics(metrics, hub.store);
  addHarvestMetrics(metrics, hub);
  addReplicaMetrics(metrics, hub);
  await serveOne(buildCatalogue(hub, verify), settings, shutdown, {
    state: { ready, logger: hub.logger, verify },
    metrics,
  });
}

/** Snapshots and comparisons, and the jobs that make them. It asks no library system. */
export async function serveMigration(settings: Settings, shutdown: Shutdown): Promise<void> {
  const verify = createContextVerifier(contextSecrets(settings));
  const { hub, reload } = await openFollowedHub(settings, shutdown, { only: [] });
  const jobs = startJobs(hub, shutdown);
  const ready = withRefusals(
    withNewer(() => needsStore(hub.store), hub.store),
    reload,
  );
  const metrics = createMetrics();
  addDatabaseMetrics(metrics, hub.store);
  addReplicaMetrics(metrics, hub);
  await serveOne(buildMigration(hub, verify, jobs.wake), settings, shutdown, {
    state: { ready, logger: hub.logger, verify },
    metrics,
  });
}

/** Asks no library system itself: cards are checked through the circulation router. */
export async function servePatrons(settings: Settings, shutdown: Shutdown): Promise<void> {
  const { hub, reload } = await openFollowedHub(settings, shutdown, { only: [] });
  const metrics = createMetrics();
  addDatabaseMetrics(metrics, hub.store);
  const circulation = createHttpExecutor(settings.circulationUrl);
  shutdown.onClose(() => circulation.close());
  const patronData = describePatronData(settings);
  const report = async () => ({ ...(await needsStore(hub.store)), patronData });
  const verify = createContextVerifier(contextSecrets(settings));
  const subgraph = buildPatrons(hub, {
    verify,
    sign: createContextSigner(contextSecret(settings)),
    circulation: circulation.execute,
  });
  await serveOne(subgraph, settings, shutdown, {
    state: { ready: withRefusals(withNewer(report, hub.store), reload), logger: hub.logger, verify },
    metrics,
  });
  keepRetention(hub, shutdown);
  printNote(`Patron data is ${patronData}.`);
}
