/** One supergraph in the place of another while requests are under way. */
import { buildSchema, graphql } from 'graphql';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createGatewayServer } from '#gateway/index.ts';
import type { GatewayOptions, GatewayServer } from '#gateway/index.ts';
import type { SubgraphExecutor } from '#platform/subgraph.ts';
import { composeSupergraph } from '#schema/composition.ts';
import { postQuery } from '../federation/support/start-graph.ts';

const OLD = 'type Query { region: Region } type Region { name: String motto: String }';
const NEW = 'type Query { region: Region } type Region { name: String nickname: String }';
const BOTH = buildSchema('type Query { region: Region } type Region { name: String motto: String nickname: String }');
const region = { name: 'Test region', motto: 'Read', nickname: 'Testy' };
const execute: SubgraphExecutor = ({ query, variables }) =>
  graphql({ schema: BOTH, source: query, rootValue: { region }, variableValues: variables });

function compose(...parts: readonly (readonly [name: string, sdl: string])[]): string {
  const composition = composeSupergraph(parts.map(([name, sdl]) => ({ name, sdl })));
  if (!composition.ok) throw new Error(composition.errors.join('\n'));
  return composition.supergraph;
}

/** Lets through what waits for it when it is told to. */
function createGate() {
  const reached = Promise.withResolvers<undefined>();
  const opened = Promise.withResolvers<undefined>();
  return {
    reached: reached.promise,
    open: () => {
      opened.resolve(undefined);
    },
    async pass(): Promise<void> {
      reached.resolve(undefined);
      await opened.promise;
    },
  };
}

let server: GatewayServer;
afterEach(() => server.close());

async function start(options: Partial<GatewayOptions> = {}): Promise<void> {
  server = await createGatewayServer({
    supergraphSdl: compose(['catalogue', OLD]),
    subgraphs: new Map([['catalogue', execute]]),
    signer: async () => 'signed',
    ready: async () => ({ ready: true, systems: [] }),
    host: '127.0.0.1',
    port: 0,
    logger: pino({ level: 'silent' }),
    budgetMs: () => 10_000,
    graphiql: false,
    ...options,
  });
}

const ask = (query: string) => postQuery(server.url, { query });

describe('a supergraph that takes the place of another', () => {
  it('is asked from then on, by queries that were planned before, too', async () => {
    await start();
    expect((await ask('{ region { name } }')).data).toEqual({ region: { name: 'Test region' } });

    await server.replaceSupergraph(compose(['catalogue', NEW]));

    expect((await ask('{ region { name } }')).data).toEqual({ region: { name: 'Test region' } });
    expect((await ask('{ region { nickname } }')).data).toEqual({ region: { nickname: 'Testy' } });
    expect((await ask('{ region { motto } }')).errors).toMatchObject([
      { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    ]);
  });

  it.each<[string, (gate: ReturnType<typeof createGate>) => Partial<GatewayOptions>]>([
    [
      'is validated and not yet planned',
      (gate) => ({
        signer: async () => {
          await gate.pass();
          return 'signed';
        },
      }),
    ],
    [
      'waits for a part',
      (gate) => ({
        subgraphs: new Map<string, SubgraphExecutor>([
          [
            'catalogue',
            async (request) => {
              await gate.pass();
              return execute(request);
            },
          ],
        ]),
      }),
    ],
  ])('leaves a request alone that %s', async (_what, optionsWith) => {
    const gate = createGate();
    await start(optionsWith(gate));
    const asked = ask('{ region { motto } }');
    await gate.reached;

    await server.replaceSupergraph(compose(['catalogue', NEW]));
    gate.open();

    expect(await asked).toMatchObject({ status: 200, data: { region: { motto: 'Read' } }, errors: [] });
  });

  it.each([
    ['no GraphQL', 'type Query {'],
    ['no supergraph', NEW],
    ['one with a part that nobody serves', compose(['catalogue', NEW], ['lending', 'type Query { lenders: Int }'])],
  ])('changes nothing where it is %s', async (_what, sdl) => {
    await start();

    await expect(server.replaceSupergraph(sdl)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });

    expect((await ask('{ region { motto } }')).data).toEqual({ region: { motto: 'Read' } });
  });
});

it('tells nobody how a query is carried out', async () => {
  await start();

  const { text } = await postQuery(
    server.url,
    { query: '{ region { name } }' },
    { 'apollo-query-plan-experimental': 'true' },
  );

  expect(text.trim()).toBe('{"data":{"region":{"name":"Test region"}}}');
});
