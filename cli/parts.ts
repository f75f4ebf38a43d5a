/** The parts that answer: two subgraphs and the gateway in front of them. */
import type { SystemId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import { createGatewayServer, type GatewayServer } from '#gateway/index.ts';
import { createContextSigner, createContextVerifier, type ContextVerifier } from '#platform/signed-context.ts';
import type { Logger } from '#platform/logger.ts';
import type { Subgraph, SubgraphExecutor } from '#platform/subgraph.ts';
import { createCatalogueSubgraph } from '#subgraphs/catalogue/index.ts';
import { createCirculationSubgraph } from '#subgraphs/circulation/index.ts';
import { createUnionIndexReader } from '#union-index/index.ts';
import { readFile } from 'node:fs/promises';
import type { Hub, OpenedRegion } from './assemble.ts';
import { reportReadiness } from './readiness.ts';
import type { Settings } from '#platform/config.ts';

export function buildCatalogue({ store, region, adapters, logger }: Hub, verify: ContextVerifier): Subgraph {
  return createCatalogueSubgraph({
    reader: createUnionIndexReader(store.db, region),
    region,
    verify,
    capabilities: { get: (id) => adapters.get(id)?.capabilities },
    logger: logger.child({ subgraph: 'catalogue' }),
  });
}

export function buildCirculation({ region, adapters, logger }: OpenedRegion, verify: ContextVerifier): Subgraph {
  return createCirculationSubgraph({
    region,
    adapters,
    verify,
    clock: Date.now,
    logger: logger.child({ subgraph: 'circulation' }),
  });
}

export interface GatewayParts {
  readonly region: Region;
  readonly subgraphs: ReadonlyMap<string, SubgraphExecutor>;
  readonly secret: string;
  readonly ready: Parameters<typeof createGatewayServer>[0]['ready'];
  readonly settings: Settings;
  readonly logger: Logger;
  /** The query that the explorer shows at first. */
  readonly explorerQuery?: string;
}

export async function startGateway({
  region,
  subgraphs,
  secret,
  ready,
  settings,
  logger,
  explorerQuery,
}: GatewayParts): Promise<GatewayServer> {
  return createGatewayServer({
    supergraphSdl: await readFile(new URL('../schema/supergraph.graphql', import.meta.url), 'utf8'),
    subgraphs,
    signer: createContextSigner(secret),
    ready,
    host: settings.host,
    port: settings.port,
    logger: logger.child({ part: 'gateway' }),
    budgetMs: region.budgetMs,
    graphiql: true,
    ...(explorerQuery === undefined ? {} : { explorerQuery }),
  });
}

/** The whole graph in this process: subgraphs are called, not served. `failed` fills as first harvests fail. */
export async function startWholeGraph(
  hub: Hub,
  secret: string,
  failed: ReadonlySet<SystemId> = new Set(),
  explorerQuery?: string,
): Promise<GatewayServer> {
  const verify = createContextVerifier(secret);
  const subgraphs = [buildCatalogue(hub, verify), buildCirculation(hub, verify)];
  return startGateway({
    region: hub.region,
    subgraphs: new Map(subgraphs.map(({ name, execute }) => [name, execute])),
    secret,
    ready: () => reportReadiness(hub.store.db, hub.region, failed),
    settings: hub.settings,
    logger: hub.logger,
    ...(explorerQuery === undefined ? {} : { explorerQuery }),
  });
}
