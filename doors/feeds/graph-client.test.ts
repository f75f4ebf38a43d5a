import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createGraphClient, type GraphClient } from './graph-client.ts';

interface Asked {
  readonly by: readonly { readonly id: string }[];
  readonly first: number;
}

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const TOO_COSTLY = { errors: [{ message: 'too much', extensions: { code: 'QUERY_TOO_COSTLY' } }] };

/** A graph that answers every question with `refusal` that `allows` does not allow. */
async function start(
  allows: (asked: Asked) => boolean,
  refusal: object = TOO_COSTLY,
  now?: () => number,
): Promise<{ client: GraphClient; asked: Asked[]; budgets: number[] }> {
  const asked: Asked[] = [];
  const budgets: number[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { variables } = JSON.parse(body) as { readonly variables: Asked };
      asked.push(variables);
      budgets.push(Number(request.headers['mercia-budget-ms']));
      const answer = allows(variables)
        ? { data: { editions: variables.by.map(({ id }) => ({ editions: [{ id }] })) } }
        : refusal;
      response.writeHead(allows(variables) ? 200 : 400, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  const client = createGraphClient(address, { passOn: ({ caller }) => caller }, now);
  closing.push(() => client.close());
  return { client, asked, budgets };
}

const VISITOR = { caller: 'a visitor', budgetMs: null, from: '127.0.0.1', anonymous: true };
const keys = (count: number) => Array.from({ length: count }, (_, n) => ({ id: `region:edition:${n}` }));

describe('a question that is too much for one answer', () => {
  it('is asked in halves, and answered in the order of its keys', async () => {
    const { client, asked } = await start(({ by }) => by.length <= 7);

    const slots = await client.askTitles(keys(25), VISITOR);

    expect(slots).toEqual(keys(25).map(({ id }) => [{ id }]));
    expect(asked.filter(({ by }) => by.length <= 7)).toHaveLength(4);
  });

  it('takes no longer in halves than it may take as a whole', async () => {
    let at = 0;
    const { client, budgets } = await start(
      ({ by }) => by.length === 1,
      TOO_COSTLY,
      () => (at += 300),
    );

    await client.askTitles(keys(2), { ...VISITOR, budgetMs: 2_000 });
    await client.askTitles(keys(2), { ...VISITOR, budgetMs: 200 });

    expect(budgets).toEqual([2_000, 1_700, 1_700, 200, 100, 100]);
  });

  it('asks for fewer copies of a title that alone is too much', async () => {
    const { client, asked } = await start(({ by, first }) => by.length === 1 && first <= 10);

    expect(await client.askTitles(keys(1), VISITOR)).toEqual([[{ id: 'region:edition:0' }]]);
    expect(asked.map(({ first }) => first)).toEqual([200, 50, 13, 4]);
  });

  it('gives up where nothing is little enough', async () => {
    const { client, asked } = await start(() => false);

    const [slot] = await client.askTitles(keys(1), VISITOR);

    expect(slot).toMatchObject({ code: 'GRAPH_UNAVAILABLE' });
    expect(asked.at(-1)?.first).toBe(1);
  });
});

it.each(['SUBGRAPH_UNAVAILABLE', 'RATE_LIMITED', 'BAD_USER_INPUT', 'INTERNAL'])(
  'says of no title that there is none if the graph gave no place of its error: %s',
  async (code) => {
    const error = { message: 'somewhere', extensions: { code } };
    const { client } = await start(() => false, { data: { editions: null }, errors: [error] });

    const slots = await client.askTitles(keys(2), VISITOR);

    expect(slots).toMatchObject([{ code: 'GRAPH_UNAVAILABLE' }, { code: 'GRAPH_UNAVAILABLE' }]);
  },
);
