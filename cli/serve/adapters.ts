import { registerAdapterServer } from '#adapters/adapter-server.ts';
import type { SystemId } from '#domain/ids.ts';
import type { Settings } from '#platform/config.ts';
import { createMetrics } from '#platform/metrics/metrics.ts';
import { createContextVerifier } from '#platform/signed-context.ts';
import { addHostMetrics, createWatchedGuards } from '../metrics.ts';
import { printNote } from '../output.ts';
import { buildCirculation } from '../parts.ts';
import { withRefusals } from '../readiness.ts';
import type { Shutdown } from '../shutdown.ts';
import { contextSecret } from './context-secret.ts';
import { openFollowedRegion, serveOne } from './open.ts';

/** Its systems' part of the graph, and the wire that a hub asks. `only` these systems; all where not said. */
export async function serveAdapters(
  settings: Settings,
  only: readonly string[] | undefined,
  shutdown: Shutdown,
): Promise<void> {
  const verify = createContextVerifier(contextSecret(settings));
  const metrics = createMetrics();
  const guards = createWatchedGuards(metrics);
  const { opened, reload } = await openFollowedRegion(settings, shutdown, { only, hosted: true, guards });
  addHostMetrics(metrics, guards, opened);
  const adapters = { get: (id: SystemId) => opened.adapters.get(id), keys: () => opened.adapters.keys() };
  const ready = withRefusals(async () => ({ ready: true }), reload);
  await serveOne(buildCirculation(opened, { verify, observe: metrics.calls }), settings, shutdown, {
    ready,
    metrics,
    extend: (app) => {
      registerAdapterServer(app, { adapters, verify, logger: opened.logger.child({ part: 'adapters' }) });
    },
  });
  printNote(`The adapters of ${[...adapters.keys()].join(', ')} are at work.`);
}
