/**
 * `ApolloGateway` as Apollo's documentation sets it up, over the parts of Mercia: its own server, its own data sources, its own caches.
 * It adds what no part answers without, a signed context, and nothing else: no budget, no limits, no masks.
 */
import '#gateway/telemetry-off.ts';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { createContextSigner } from '#platform/signed-context.ts';
import { CONTEXT_HEADER } from '#platform/subgraph.ts';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';

interface SignedContext {
  readonly signed: string;
}

const BUDGET_MS = 10_000;

const setting = (name: string): string => process.env[`MERCIA_${name}`] ?? '';
const sign = createContextSigner(setting('CONTEXT_SECRET'));

const server = new ApolloServer<SignedContext>({
  gateway: new ApolloGateway({
    supergraphSdl: readFileSync(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8'),
    buildService: ({ name }) =>
      new RemoteGraphQLDataSource({
        url: setting(`${name.toUpperCase()}_URL`),
        willSendRequest({ request, context }) {
          const signed: unknown = context['signed'];
          if (typeof signed === 'string') request.http?.headers.set(CONTEXT_HEADER, signed);
        },
      }),
  }),
  // Else it takes no GET, by which it is seen to be up.
  csrfPrevention: false,
});

await startStandaloneServer(server, {
  listen: { host: '127.0.0.1', port: Number(setting('PORT')) },
  context: async () => {
    const receivedAt = Date.now();
    const said = { role: 'public', subject: null, correlationId: randomUUID(), receivedAt } as const;
    return { signed: await sign({ ...said, deadline: receivedAt + BUDGET_MS }) };
  },
});
