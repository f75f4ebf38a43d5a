import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SubgraphExecutor } from '#platform/subgraph.ts';
import { BROKEN_EDITION, THROWING_EDITION } from './support/small-catalogue.ts';
import { startGraph } from './support/start-graph.ts';
import type { TestGraph } from './support/start-graph.ts';

const query =
  '{ edition(id: "region:edition:1") { title holdings { availability { state reason { code } itemCount } } } }';
const LIVE_COUNT = { state: 'LIVE', itemCount: 3 };
const LIVE = { state: 'LIVE', reason: null, itemCount: 3 };

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph();
});
beforeEach(() => {
  graph.reset();
});
afterAll(() => graph.close());

describe('an answer that breaks its promise', () => {
  it('of an adapter that loses a slot is BAD_ANSWER for that system only, and is logged', async () => {
    graph.adapters.arden.behaviour = { kind: 'loses a slot' };

    const { data, errors } = await graph.ask(query);

    const bad = { state: 'UNKNOWN', reason: { code: 'BAD_ANSWER' }, itemCount: null };
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      edition: { title: 'Title 1', holdings: [{ availability: bad }, { availability: LIVE }, { availability: LIVE }] },
    });
    expect(graph.logged).toContainEqual(
      expect.objectContaining({ msg: 'An adapter broke its contract', system: 'arden' }),
    );
  });

  it('of a subgraph that gives a null against its schema is an error that can be seen, with its path', async () => {
    graph.around = (name, execute) => (name === 'catalogue' ? withNullTitles(execute) : execute);

    const { data, errors, extensions } = await graph.ask(query);

    expect(data).toEqual({ edition: null });
    expect(errors).toMatchObject([
      { path: ['edition', 'title'], extensions: { code: 'INTERNAL', correlationId: expect.any(String) as string } },
    ]);
    expect(extensions).toBeUndefined();
  });

  it('of a subgraph that gives nulls deep in lists is an error for each, in its place, and the rest of the lists is there', async () => {
    graph.around = (name, execute) => (name === 'circulation' ? withNullStates(execute) : execute);

    const { data, errors } = await graph.ask(
      '{ search(query: "title") { edges { node { title holdings { availability { state itemCount } } } } } }',
    );

    const [first] = (data as { search: { edges: { node: { title: string; holdings: unknown[] } }[] } }).search.edges;
    expect(first?.node.title).toBe('Title 1');
    expect(first?.node.holdings).toEqual([
      { availability: null },
      { availability: LIVE_COUNT },
      { availability: null },
    ]);
    expect(errors.map(({ path }) => path)).toEqual(
      [0, 1, 2].flatMap((edge) =>
        [0, 2].map((holding) => ['search', 'edges', edge, 'node', 'holdings', holding, 'availability', 'state']),
      ),
    );
    for (const error of errors) {
      expect(error.extensions).toMatchObject({ code: 'INTERNAL', correlationId: expect.any(String) as string });
      expect(error.message).not.toMatch(/srv|stack/);
    }
  });

  it('of a resolver that gives a forbidden null is an error, and data is there', async () => {
    const { data, errors } = await graph.ask(
      `{ broken: edition(id: "${BROKEN_EDITION}") { id title } region { name } }`,
    );

    expect(data).toEqual({ broken: null, region: { name: 'Test region' } });
    expect(errors).toMatchObject([
      { path: ['broken', 'title'], extensions: { code: 'INTERNAL', subgraph: 'catalogue' } },
    ]);
  });

  it('of a resolver that throws is masked: no stack, no path of the machine, and a correlation id that the log has', async () => {
    const { text, errors, headers } = await graph.ask(`{ edition(id: "${THROWING_EDITION}") { id } region { name } }`);

    const correlationId = headers.get('x-correlation-id');
    expect(errors).toMatchObject([
      { path: ['edition'], extensions: { code: 'INTERNAL', subgraph: 'catalogue', correlationId } },
    ]);
    expect(text).not.toMatch(/srv|\.ts|stack|at Object|TypeError/i);
    expect(graph.logged).toContainEqual(expect.objectContaining({ msg: 'A resolver failed', correlationId }));
  });

  it('of a part that rejects is an error with its code, and the other part is still heard', async () => {
    graph.around = (name, execute) =>
      name === 'circulation' ? () => Promise.reject(new TypeError('at /srv/x.ts')) : execute;

    const { data, errors, text } = await graph.ask(query);

    expect(data).toMatchObject({ edition: { title: 'Title 1', holdings: [{ availability: null }, {}, {}] } });
    expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL', subgraph: 'circulation' } }]);
    expect(text).not.toMatch(/srv/);
  });

  it('of a part that never comes is given up behind the budget, and the other part is still heard', async () => {
    graph.around = (name, execute) => (name === 'circulation' ? () => new Promise(() => undefined) : execute);

    const { data, errors } = await graph.ask(query, {}, { 'mercia-budget-ms': '100' });

    expect(data).toMatchObject({ edition: { title: 'Title 1', holdings: [{ availability: null }, {}, {}] } });
    expect(errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'circulation' } }]);
  });

  it('of a part that is gone costs its own root fields, never the whole of data', async () => {
    graph.around = (name, execute) => (name === 'catalogue' ? () => Promise.reject(new Error('gone')) : execute);

    const { data, errors } = await graph.ask(`{
      __typename
      editions(by: [{ isbn: "9780198526636" }]) { editions { title } }
      search(query: "title") { totalCount }
      items(barcode: "B1.1") { item { id } }
      region { name }
    }`);

    expect(data).toEqual({ __typename: 'Query', editions: null, search: null, items: null, region: null });
    expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL', subgraph: 'catalogue' } }]);
  });

  it('keeps the words of an error that was meant to be seen', async () => {
    const { errors } = await graph.ask('{ system(id: "malformed id") { name } }');

    expect(errors).toMatchObject([
      { message: 'system: "malformed id" is no id.', path: ['system'], extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });
});

describe('a subgraph', () => {
  it('refuses whoever brings no signed context', async () => {
    for (const { execute, name } of [graph.catalogue, graph.circulation]) {
      for (const context of ['', 'forged']) {
        const result = await execute({ query: '{ _service { sdl } }', variables: {}, context });

        expect(result.data ?? null, name).toBeNull();
        expect(result.errors?.map(({ extensions }) => extensions['code'])).toEqual(['FORBIDDEN']);
      }
    }
  });
});

function withNullTitles(execute: SubgraphExecutor): SubgraphExecutor {
  return async (request) => {
    const result = await execute(request);
    const edition = result.data?.['edition'];
    return { ...result, data: { ...result.data, edition: { ...(edition as object), title: null } } };
  };
}

/** Every holding of arden and wyre without its state. */
function withNullStates(execute: SubgraphExecutor): SubgraphExecutor {
  return async (request) => {
    const result = await execute(request);
    const entities = result.data?.['_entities'] as readonly { readonly availability: object }[] | undefined;
    const representations = request.variables['representations'] as readonly { readonly id: string }[];
    const stripped = entities?.map((entity, index) =>
      representations[index]?.id.startsWith('severn:') === true
        ? entity
        : { ...entity, availability: { ...entity.availability, state: null } },
    );
    return { ...result, data: { ...result.data, _entities: stripped } };
  };
}
