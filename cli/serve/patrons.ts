import type { Settings } from '#platform/config.ts';
import { createMetrics } from '#platform/metrics/metrics.ts';
import { createContextVerifier } from '#platform/signed-context.ts';
import { buildPatrons } from '../parts.ts';
import { withRefusals } from '../readiness.ts';
import type { Shutdown } from '../shutdown.ts';
import { contextSecret } from './context-secret.ts';
import { openFollowedHub, serveOne } from './open.ts';

/** Asks no library system itself: cards are checked through the circulation router. */
export async function servePatrons(settings: Settings, shutdown: Shutdown): Promise<void> {
  const verify = createContextVerifier(contextSecret(settings));
  const { hub, reload } = await openFollowedHub(settings, shutdown, { only: [] });
  const ready = withRefusals(async () => ({ ready: true }), reload);
  await serveOne(buildPatrons(hub, verify), settings, shutdown, { ready, metrics: createMetrics() });
}
