/**
 * The graph behind Apollo Server: `ApolloGateway` over the composed supergraph. A changed supergraph gets an `ApolloGateway`
 * of its own, which takes over when it is ready: one that is updated plans for the new schema what was validated against
 * the old one.
 */
import './telemetry-off.ts';
import { ApolloGateway } from '@apollo/gateway';
import type { GatewayConfig } from '@apollo/gateway';
import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import { MerciaError } from '#platform/errors.ts';
import type { Logger } from '#platform/logger.ts';
import type { SubgraphExecutor } from '#platform/subgraph.ts';
import { createLargeAnswers } from './limits/large-answers.ts';
import { keepLast, KEPT_PLANS } from './kept-documents.ts';
import type { GatewayContext } from './request-context.ts';
import { answerAboutSchema } from './schema-questions.ts';
import type { Execute } from './schema-questions.ts';
import { createSubgraphDataSource } from './subgraph-data-source.ts';

type Gateway = ApolloServerOptionsWithGateway<GatewayContext>['gateway'];
type OnSchema = Parameters<Gateway['onSchemaLoadOrUpdate']>[0];

export interface SupergraphOptions {
  readonly supergraphSdl: string;
  readonly subgraphs: ReadonlyMap<string, SubgraphExecutor>;
  readonly now: () => number;
  readonly logger: Logger;
}

export interface Supergraph {
  /** What Apollo Server asks, whatever supergraph is in use. */
  readonly gateway: Gateway;
  /**
   * Puts another supergraph in the place of this one; operations under way end on the one they began with. Rejects with
   * CONFIG_INVALID, and changes nothing, for what is no supergraph and for a part that nobody serves. So does loading.
   */
  replace(supergraphSdl: string): Promise<void>;
}

interface LoadedGateway {
  readonly sdl: string;
  readonly schema: GraphQLSchema;
  readonly execute: Execute;
  stop(): Promise<void>;
}

export function createSupergraph(options: SupergraphOptions): Supergraph {
  const listeners = new Set<OnSchema>();
  /** By the schema that a request was validated against. */
  const executors = new WeakMap<GraphQLSchema, Execute>();
  let current: LoadedGateway | null = null;

  async function use(sdl: string): Promise<void> {
    if (current?.sdl === sdl) return;
    const loaded = await loadGateway(sdl, options);
    executors.set(loaded.schema, loaded.execute);
    for (const listen of listeners) listen({ apiSchema: loaded.schema, coreSupergraphSdl: sdl });
    const former = current;
    current = loaded;
    await former?.stop();
  }

  const execute: Execute = async (request) => {
    const executeOn = executors.get(request.schema);
    if (executeOn === undefined) throw new Error('The request was validated against a schema that was never in use.');
    return executeOn(request);
  };

  return {
    gateway: {
      onSchemaLoadOrUpdate(listen) {
        listeners.add(listen);
        return () => listeners.delete(listen);
      },
      async load() {
        await use(options.supergraphSdl);
        return { executor: execute };
      },
      stop: async () => current?.stop(),
    },
    replace: use,
  };
}

async function loadGateway(
  supergraphSdl: string,
  { subgraphs, now, logger }: SupergraphOptions,
): Promise<LoadedGateway> {
  const largeAnswers = createLargeAnswers();
  const config: GatewayConfig = {
    supergraphSdl,
    validateSupergraph: true,
    // A subgraph in the same process takes the parsed query as it is.
    queryPlannerConfig: { cache: keepLast(KEPT_PLANS), exposeDocumentNodeInFetchNode: true },
    // By a header anybody could ask for the plan.
    __exposeQueryPlanExperimental: false,
    logger,
    buildService({ name }) {
      const execute = subgraphs.get(name);
      if (execute !== undefined) return createSubgraphDataSource(name, execute, { now, logger, largeAnswers });
      throw new MerciaError('CONFIG_INVALID', `The supergraph has a part "${name}" that is not served.`);
    },
  };
  const gateway = new ApolloGateway(config);
  try {
    const { executor, schema } = await gateway.load();
    return {
      sdl: supergraphSdl,
      schema,
      execute: answerAboutSchema(schema, executor),
      stop: () => gateway.stop(),
    };
  } catch (cause) {
    throw new MerciaError('CONFIG_INVALID', `The supergraph cannot be used: ${firstLine(cause)}`, { cause });
  }
}

function firstLine(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split('\n', 1)[0] ?? '';
}
