import type { Settings } from '#platform/config.ts';
import { createMetrics } from '#platform/metrics/metrics.ts';
import { createContextVerifier } from '#platform/signed-context.ts';
import { buildMigration, startJobs } from '../graph/migration.ts';
import { needsStore, withNewer, withRefusals } from '../graph/readiness.ts';
import type { Shutdown } from '../shutdown.ts';
import { contextSecrets } from './context-secret.ts';
import { openFollowedHub, serveOne } from './open.ts';

/** Snapshots and comparisons, and the jobs that make them. It asks no library system. */
export async function serveMigration(settings: Settings, shutdown: Shutdown): Promise<void> {
  const verify = createContextVerifier(contextSecrets(settings));
  const { hub, reload } = await openFollowedHub(settings, shutdown, { only: [] });
  const jobs = startJobs(hub, shutdown);
  const ready = withRefusals(
    withNewer(() => needsStore(hub.store), hub.store),
    reload,
  );
  await serveOne(buildMigration(hub, verify, jobs.wake), settings, shutdown, {
    state: { ready, logger: hub.logger, verify },
    metrics: createMetrics(),
  });
}
