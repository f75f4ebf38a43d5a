/**
 * A graph that answers what a test tells it to, by the schema that clients see: states of a region that take long to bring about, or
 * that last too short to be looked at. An answer that the schema does not permit is an error, as of any graph.
 */
import { composeSupergraph, readSubgraphs, toApiSchema } from '#schema/composition.ts';
import { graphql, type FormattedExecutionResult, type GraphQLSchema } from 'graphql';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Root fields by name: a value, or what gives one for the arguments of the field. A promise is waited for. */
export type Told = Readonly<Record<string, unknown>>;

export interface ToldGraph {
  readonly url: string;
  /** Answers from now on. A gateway's error has no path if a whole part of the graph did not answer: `withoutPaths`. */
  tell(told: Told, options?: { readonly withoutPaths: boolean }): void;
  /** Names of the operations that were asked since it was told. */
  readonly asked: readonly string[];
  /** How many who asked hung up before they were answered. */
  readonly abandoned: () => number;
  close(): Promise<void>;
}

export async function startToldGraph(): Promise<ToldGraph> {
  const schema = readSchema();
  const asked: string[] = [];
  let [told, abandoned]: [Told, number] = [{}, 0];
  let withoutPaths = false;
  const server: Server = createServer((request, response) => {
    response.once('close', () => {
      if (!response.writableFinished) abandoned += 1;
    });
    void answer(schema, request, told, asked).then(({ data, errors }) => {
      const said = withoutPaths ? errors?.map(({ message, extensions }) => ({ message, extensions })) : errors;
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ data, errors: said }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/graphql`,
    tell(next, options) {
      told = next;
      withoutPaths = options?.withoutPaths ?? false;
      asked.length = 0;
    },
    asked,
    abandoned: () => abandoned,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function answer(
  schema: GraphQLSchema,
  request: IncomingMessage,
  told: Told,
  asked: string[],
): Promise<FormattedExecutionResult> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { query, variables } = JSON.parse(Buffer.concat(chunks).toString()) as {
    readonly query: string;
    readonly variables: Readonly<Record<string, unknown>>;
  };
  asked.push(/(?:query|mutation) (\w+)/.exec(query)?.[1] ?? '');
  const result = await graphql({ schema, source: query, rootValue: told, variableValues: variables });
  const errors = result.errors?.map((error) => ({
    message: error.message,
    ...(error.path === undefined ? {} : { path: error.path }),
    extensions: { code: error.extensions['code'] ?? 'INTERNAL' },
  }));
  return { data: result.data ?? null, ...(errors === undefined ? {} : { errors }) };
}

function readSchema(): GraphQLSchema {
  const composition = composeSupergraph(readSubgraphs());
  if (!composition.ok) throw new Error(composition.errors.join('\n'));
  return toApiSchema(composition.supergraph);
}
