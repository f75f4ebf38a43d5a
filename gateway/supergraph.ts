/** The query planner over the composed supergraph, and the subgraphs it plans for. */
import './telemetry-off.ts';
import { Supergraph as ComposedSupergraph } from '@apollo/federation-internals';
import type { GraphQLDataSource } from '@apollo/gateway';
import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import { MerciaError } from '#platform/errors.ts';
import type { Logger } from '#platform/logger.ts';
import type { SubgraphExecutor } from '#platform/subgraph.ts';
import { createExecutor } from './execution/executor.ts';
import type { Executor } from './execution/executor.ts';
import type { GatewayContext } from './request-context.ts';
import { answerAboutSchema } from './schema-questions.ts';
import { createSubgraphDataSource } from './subgraph-data-source.ts';
import type { DataSourceMeans } from './subgraph-data-source.ts';

type Gateway = ApolloServerOptionsWithGateway<GatewayContext>['gateway'];
type OnSchema = Parameters<Gateway['onSchemaLoadOrUpdate']>[0];

export interface SupergraphOptions {
  readonly supergraphSdl: string;
  readonly subgraphs: ReadonlyMap<string, SubgraphExecutor>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly logger: Logger;
}

export interface Supergraph {
  /** Throws CONFIG_INVALID, when it is loaded, for a subgraph of the supergraph that nobody serves. */
  readonly gateway: Gateway;
  /**
   * Puts another supergraph in the place of this one; operations under way end on the one they began with. Throws
   * CONFIG_INVALID, and changes nothing, for what is no supergraph and for a part that nobody serves.
   */
  replace(supergraphSdl: string): void;
}

export function createSupergraph({ supergraphSdl, subgraphs, ...means }: SupergraphOptions): Supergraph {
  const listeners = new Set<OnSchema>();
  let current: { readonly sdl: string; readonly executor: Executor } | null = null;

  function use(sdl: string): Executor {
    if (current?.sdl === sdl) return current.executor;
    const executor = openExecutor(sdl, subgraphs, means);
    current = { sdl, executor };
    for (const listen of listeners) listen({ apiSchema: executor.schema, coreSupergraphSdl: sdl });
    return executor;
  }

  return {
    gateway: {
      onSchemaLoadOrUpdate(listen) {
        listeners.add(listen);
        return () => listeners.delete(listen);
      },
      async load() {
        const loaded = use(supergraphSdl);
        return { executor: (request) => (current?.executor ?? loaded).execute(request) };
      },
      stop: async () => undefined,
    },
    replace(next) {
      try {
        use(next);
      } catch (cause) {
        throw new MerciaError('CONFIG_INVALID', `The supergraph cannot be used: ${firstLine(cause)}`, { cause });
      }
    },
  };
}

function openExecutor(sdl: string, subgraphs: SupergraphOptions['subgraphs'], means: DataSourceMeans): Executor {
  const supergraph = ComposedSupergraph.build(sdl, { validateSupergraph: true });
  const dataSources: Record<string, GraphQLDataSource> = {};
  for (const { name } of supergraph.subgraphsMetadata()) {
    const execute = subgraphs.get(name);
    if (execute === undefined) {
      throw new MerciaError('CONFIG_INVALID', `The supergraph has a part "${name}" that is not served.`);
    }
    dataSources[name] = createSubgraphDataSource(name, execute, means);
  }
  const { schema, execute } = createExecutor({ supergraph, dataSources });
  return { schema, execute: answerAboutSchema(schema, execute) };
}

function firstLine(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split('\n', 1)[0] ?? '';
}
