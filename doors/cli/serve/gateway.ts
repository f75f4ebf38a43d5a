import { createHttpExecutor } from '#gateway/index.ts';
import type { Settings } from '#platform/config.ts';
import { createContextSigner } from '#platform/signed-context.ts';
import { openKeyDatabase } from '../graph/identity.ts';
import { openOwnMetrics } from '../graph/metrics.ts';
import { printNote } from '../output.ts';
import { startGateway } from '../graph/parts.ts';
import { askReadiness, withRefusals } from '../graph/readiness.ts';
import { followSupergraph } from '../reload/follow.ts';
import type { Shutdown } from '../shutdown.ts';
import { readSupergraph } from '../supergraph-source.ts';
import { contextSecret } from './part-keys.ts';
import { openFollowedRegion } from './open.ts';

/** Asks the other parts over HTTP; of the region file it needs the name, the budget and who issues tokens. */
export async function serveGateway(settings: Settings, shutdown: Shutdown): Promise<void> {
  const { catalogueUrl, circulationUrl, patronsUrl, migrationUrl } = settings;
  const { opened, reload } = await openFollowedRegion(settings, shutdown, { only: [] });
  const secret = contextSecret(settings);
  const sign = createContextSigner(secret);
  const supergraph = readSupergraph(settings);
  const executors = [
    ['catalogue', createHttpExecutor(catalogueUrl)],
    ['circulation', createHttpExecutor(circulationUrl, { tellsMoments: true })],
    ['patrons', createHttpExecutor(patronsUrl)],
    ['migration', createHttpExecutor(migrationUrl)],
  ] as const;
  for (const [, executor] of executors) shutdown.onClose(() => executor.close());
  const keys = openKeyDatabase(settings);
  if (keys !== null) shutdown.onClose(() => keys.destroy());
  const gateway = await startGateway({
    opened,
    subgraphs: new Map(executors.map(([name, { execute }]) => [name, execute])),
    secret,
    ready: withRefusals(() => askReadiness(settings, sign), reload),
    settings,
    supergraph,
    keys,
    metrics: await openOwnMetrics(settings, shutdown),
  });
  shutdown.onLeave(gateway, settings.leaveSeconds);
  followSupergraph(reload, supergraph, settings, gateway);
  printNote(`The gateway of ${opened.region.name} listens on ${gateway.url}`);
}
