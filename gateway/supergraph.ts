/** The query planner over the composed supergraph, and the subgraphs it plans for. */
import './telemetry-off.ts';
import { ApolloGateway } from '@apollo/gateway';
import type { SupergraphSdlUpdateFunction } from '@apollo/gateway';
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

export interface Supergraph {
  /** Throws CONFIG_INVALID, when it is loaded, for a subgraph of the supergraph that nobody serves. */
  readonly gateway: ApolloGateway;
  /**
   * Puts another supergraph in the place of this one; operations under way end on the one they began with. Throws
   * CONFIG_INVALID, and changes nothing, for what is no supergraph and for a part that nobody serves.
   */
  replace(supergraphSdl: string): void;
}

export function createSupergraph({ supergraphSdl, subgraphs, now }: SupergraphOptions): Supergraph {
  let update: SupergraphSdlUpdateFunction | null = null;
  const gateway = new ApolloGateway({
    supergraphSdl: async (hook) => {
      update = hook.update;
      return { supergraphSdl };
    },
    buildService: ({ name }) => {
      const execute = subgraphs.get(name);
      if (execute !== undefined) return createSubgraphDataSource(name, execute, now);
      throw new MerciaError('CONFIG_INVALID', `The supergraph has a part "${name}" that is not served.`);
    },
    // A subgraph in the same process takes the parsed query as it is.
    queryPlannerConfig: { exposeDocumentNodeInFetchNode: true },
    experimental_approximateQueryPlanStoreMiB: PLAN_STORE_MIB,
  });
  return {
    gateway,
    replace(next) {
      try {
        update?.(next);
      } catch (cause) {
        throw new MerciaError('CONFIG_INVALID', `The supergraph cannot be used: ${firstLine(cause)}`, { cause });
      }
    },
  };
}

function firstLine(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split('\n', 1)[0] ?? '';
}
