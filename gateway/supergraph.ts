/** The query planner over the composed supergraph, and the subgraphs it plans for. */
import './telemetry-off.ts';
import { ApolloGateway } from '@apollo/gateway';
import { MerciaError } from '#platform/errors.ts';
import type { SubgraphExecutor } from '#platform/subgraph.ts';
import { createSubgraphDataSource } from './subgraph-data-source.ts';

export interface SupergraphOptions {
  readonly supergraphSdl: string;
  readonly subgraphs: ReadonlyMap<string, SubgraphExecutor>;
  readonly now: () => number;
}

/** A few hundred queries' plans; those of a discovery system are few. */
const PLAN_STORE_MIB = 8;

/** Throws CONFIG_INVALID, when it is loaded, for a subgraph of the supergraph that nobody serves. */
export function createSupergraph({ supergraphSdl, subgraphs, now }: SupergraphOptions): ApolloGateway {
  return new ApolloGateway({
    supergraphSdl,
    buildService: ({ name }) => {
      const execute = subgraphs.get(name);
      if (execute !== undefined) return createSubgraphDataSource(name, execute, now);
      throw new MerciaError('CONFIG_INVALID', `The supergraph has a part "${name}" that is not served.`);
    },
    // A subgraph in the same process takes the parsed query as it is.
    queryPlannerConfig: { exposeDocumentNodeInFetchNode: true },
    experimental_approximateQueryPlanStoreMiB: PLAN_STORE_MIB,
  });
}
