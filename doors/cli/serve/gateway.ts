import { createHttpExecutor } from '#gateway/index.ts';
import type { Settings } from '#platform/config.ts';
import { createContextSigner } from '#platform/signed-context.ts';
import { createDatabaseCheck } from '#store/settle.ts';
import { openKeyDatabase } from '../graph/identity.ts';
import { addDatabaseMetrics, openOwnMetrics } from '../graph/metrics.ts';
import { printNote } from '../output.ts';
import { startGateway } from '../graph/parts.ts';
import { askReadiness, withKeys, withRefusals } from '../graph/readiness.ts';
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
  const keysState = keys === null ? null : createDatabaseCheck(keys, 'api_key');
  const metrics = await openOwnMetrics(settings, shutdown);
  if (metrics !== undefined && keysState !== null) addDatabaseMetrics(metrics, { state: keysState });
  const gateway = await startGateway({
    opened,
    subgraphs: new Map(executors.map(([name, { execute }]) => [name, execute])),
    secret,
    ready: withRefusals(
      withKeys(() => askReadiness(settings, sign), keysState),
      reload,
    ),
    settings,
    supergraph,
    keys,
    metrics,
  });
  shutdown.onLeave(gateway, settings.leaveSeconds);
  followSupergraph(reload, supergraph, settings, gateway);
  printNote(`The gateway of ${opened.region.name} listens on ${gateway.url}`);
}
