import type { Settings } from '#platform/config.ts';
import { createMetrics } from '#platform/metrics/metrics.ts';
import { createContextVerifier } from '#platform/signed-context.ts';
import { addHarvestMetrics } from '../graph/metrics.ts';
import { buildCatalogue } from '../graph/parts.ts';
import { watchReadiness, withRefusals } from '../graph/readiness.ts';
import type { Shutdown } from '../shutdown.ts';
import { contextSecrets } from './context-secret.ts';
import { openFollowedHub, serveOne } from './open.ts';

export async function serveCatalogue(settings: Settings, shutdown: Shutdown): Promise<void> {
  const verify = createContextVerifier(contextSecrets(settings));
  const { hub, reload } = await openFollowedHub(settings, shutdown);
  const ready = withRefusals(watchReadiness(hub), reload);
  const metrics = createMetrics();
  addHarvestMetrics(metrics, hub);
  await serveOne(buildCatalogue(hub, verify), settings, shutdown, {
    state: { ready, logger: hub.logger, verify },
    metrics,
  });
}
