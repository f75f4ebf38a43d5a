import { createHttpExecutor } from '#gateway/index.ts';
import type { Settings } from '#platform/config.ts';
import { createMetrics } from '#platform/metrics/metrics.ts';
import type { Readiness } from '#platform/serve-health.ts';
import { createContextSigner, createContextVerifier } from '#platform/signed-context.ts';
import { printNote } from '../output.ts';
import { buildPatrons, describePatronData, keepRetention } from '../graph/patrons.ts';
import { needsStore, withNewer, withRefusals } from '../graph/readiness.ts';
import type { Shutdown } from '../shutdown.ts';
import { contextSecret, contextSecrets } from './context-secret.ts';
import { openFollowedHub, serveOne } from './open.ts';

interface PatronsReadiness extends Readiness {
  /** Whether patron data is kept, in words for people. */
  readonly patronData: string;
}

/** Asks no library system itself: cards are checked through the circulation router. */
export async function servePatrons(settings: Settings, shutdown: Shutdown): Promise<void> {
  const { hub, reload } = await openFollowedHub(settings, shutdown, { only: [] });
  const circulation = createHttpExecutor(settings.circulationUrl);
  shutdown.onClose(() => circulation.close());
  const patronData = describePatronData(settings);
  const report = async (): Promise<PatronsReadiness> => ({ ...(await needsStore(hub.store)), patronData });
  const verify = createContextVerifier(contextSecrets(settings));
  const subgraph = buildPatrons(hub, {
    verify,
    sign: createContextSigner(contextSecret(settings)),
    circulation: circulation.execute,
  });
  await serveOne(subgraph, settings, shutdown, {
    state: { ready: withRefusals(withNewer(report, hub.store), reload), logger: hub.logger, verify },
    metrics: createMetrics(),
  });
  keepRetention(hub, shutdown);
  printNote(`Patron data is ${patronData}.`);
}
