/** What one operation is given, over all that is asked of the parts for it: told to the caller once. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ANSWER_LIMITS } from '#platform/answer-size.ts';
import type { SubgraphExecutor, SubgraphRequest } from '#platform/subgraph.ts';
import { isbnOf } from '../federation/support/small-catalogue.ts';
import { startGraph, type TestGraph } from '../federation/support/start-graph.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph();
});
beforeEach(() => {
  graph.reset();
});
afterAll(() => graph.close());

/** A part that says that its answers are so large; what else it says stays. */
function reporting(size: { readonly values?: number; readonly characters?: number }) {
  return (execute: SubgraphExecutor): SubgraphExecutor =>
    async (request) => {
      const result = await execute(request);
      return { ...result, extensions: { ...result.extensions, size: { values: 0, characters: 0, ...size } } };
    };
}

const LIVE = `{ editions(by: [{ isbn: "${isbnOf(1)}" }]) { editions { title holdings { availability { state } } } } }`;

describe('an operation that asks several parts', () => {
  it.each([
    ['values', Math.ceil(ANSWER_LIMITS.values * 0.6)],
    ['characters', Math.ceil(ANSWER_LIMITS.characters * 0.6)],
  ])('is refused once where they give too many %s together', async (of, count) => {
    graph.around = (_name, execute) => reporting({ [of]: count })(execute);

    const alone = await graph.ask('{ region { name } }');
    const together = await graph.ask(LIVE);

    expect(alone).toMatchObject({ status: 200, errors: [], data: { region: { name: 'Test region' } } });
    expect(together).toMatchObject({ status: 400, data: undefined, extensions: undefined });
    expect(together.errors).toHaveLength(1);
    expect(together.errors[0]?.message).toContain(`${of} that this graph gives at once`);
    expect(together.errors[0]?.extensions).toEqual({
      code: 'QUERY_TOO_COSTLY',
      correlationId: together.headers.get('x-correlation-id'),
    });
  });

  it('asks no other part after one has refused, and says nothing of what it had', async () => {
    const asked: string[] = [];
    graph.around = (name, execute) => {
      const said: SubgraphExecutor = (request) => {
        asked.push(name);
        return execute(request);
      };
      return name === 'catalogue' ? reporting({ values: ANSWER_LIMITS.values + 1 })(said) : said;
    };

    const { status, text } = await graph.ask(LIVE);

    expect(status).toBe(400);
    expect(asked).not.toContain('circulation');
    expect(text).not.toContain('Title 1');
  });

  it('tells what was written, whatever its answer is like', async () => {
    graph.around = (_name, execute) => reporting({ values: ANSWER_LIMITS.values + 1 })(execute);

    const { status, data } = await graph.ask('mutation { unlinkAccount(input: { account: "x" }) { patron { id } } }');

    expect(status).toBe(200);
    expect(data).toHaveProperty('unlinkAccount');
  });
});

describe('a caller who hangs up', () => {
  it('ends what is read for them, and no write', async () => {
    const requests: SubgraphRequest[] = [];
    const arrived = Promise.withResolvers<null>();
    const release = Promise.withResolvers<null>();
    graph.around = (_name, execute) => async (request) => {
      requests.push(request);
      if (request.query.includes('region')) {
        arrived.resolve(null);
        await release.promise;
      }
      return execute(request);
    };
    const controller = new AbortController();
    const answer = fetch(graph.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ region { name } }' }),
      signal: controller.signal,
    });
    await arrived.promise;
    const [request] = requests.filter(({ query }) => query.includes('region'));
    expect(request?.signal?.aborted).toBe(false);

    controller.abort();

    await expect(answer).rejects.toThrow();
    await expect.poll(() => request?.signal?.aborted).toBe(true);
    release.resolve(null);
    await graph.ask('mutation { unlinkAccount(input: { account: "x" }) { patron { id } } }');
    const write = requests.find(({ query }) => query.includes('unlinkAccount'));
    expect(write).toBeDefined();
    expect(write?.signal).toBeUndefined();
  });
});

it('answers a subscription that there are none', async () => {
  const { status, errors } = await graph.ask('subscription { __typename }');

  expect(status).toBe(400);
  expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['OPERATION_RESOLUTION_FAILURE']);
});
