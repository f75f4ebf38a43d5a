import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postQuery, startGraph } from '../federation/support/start-graph.ts';
import type { TestGraph } from '../federation/support/start-graph.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph.close());

const region = { name: 'Test region' };
const edition = { title: 'Title 1' };

describe('a fragment on the root of a query', () => {
  it.each<[string, string, Readonly<Record<string, unknown>>, unknown]>([
    ['with a name', '{ ...A } fragment A on Query { region { name } }', {}, { region }],
    [
      'within another',
      '{ ...A } fragment A on Query { ...B edition(id: "region:edition:1") { title } } fragment B on Query { region { name } }',
      {},
      { region, edition },
    ],
    [
      'spread twice, beside the same field',
      '{ ...A ...A region { id } } fragment A on Query { region { name } }',
      {},
      { region: { name: 'Test region', id: 'region' } },
    ],
    ['without a name', '{ ... on Query { region { name } } ... { what: __typename } }', {}, { region, what: 'Query' }],
    [
      'with a name, within one without',
      '{ ... on Query { ...A } } fragment A on Query { region { ...R } } fragment R on Region { name }',
      {},
      { region },
    ],
    [
      'with variables',
      'query ($id: ID!) { ...A } fragment A on Query { edition(id: $id) { title } }',
      { id: 'region:edition:1' },
      { edition },
    ],
    [
      'left out by a condition',
      'query ($no: Boolean!) { ...A @include(if: $no) ...B @skip(if: $no) } fragment A on Query { region { name } } fragment B on Query { edition(id: "region:edition:1") { title } }',
      { no: false },
      { edition },
    ],
    [
      'with a condition within',
      'query ($no: Boolean = false) { ...A } fragment A on Query { region { name id @include(if: $no) } edition(id: "region:edition:1") @include(if: $no) { title } }',
      {},
      { region },
    ],
    ['that asks for its type alone', '{ ...A } fragment A on Query { __typename }', {}, { __typename: 'Query' }],
    [
      'with aliases',
      '{ ...A } fragment A on Query { here: region { called: name } }',
      {},
      { here: { called: 'Test region' } },
    ],
  ])('is answered: %s', async (_what, query, variables, data) => {
    const answer = await graph.ask(query, variables);

    expect(answer.errors).toEqual([]);
    expect(answer.data).toEqual(data);
  });

  it('is answered in the operation that is named, of several with fragments in common', async () => {
    const query = `
      query One { ...A }
      query Two { ...A ...B }
      mutation Three { ...C }
      fragment A on Query { region { name } }
      fragment B on Query { edition(id: "region:edition:1") { title } }
      fragment C on Mutation { __typename }`;
    const ask = async (operationName: string) => (await postQuery(graph.url, { query, operationName })).data;

    expect(await ask('One')).toEqual({ region });
    expect(await ask('Two')).toEqual({ region, edition });
    expect(await ask('Three')).toEqual({ __typename: 'Mutation' });
  });

  it.each([
    ['one that is not used', '{ region { name } } fragment A on Query { region { id } }'],
    ['one that there is not', '{ ...A }'],
    ['one on another type', '{ ...A } fragment A on Mutation { __typename }'],
    ['ones that go in circles', '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'],
    ['two of one name', '{ ...A } fragment A on Query { __typename } fragment A on Query { __typename }'],
    ['a subscription, which this graph has not', 'subscription { ...A } fragment A on Subscription { x }'],
  ])('is refused as a query that does not fit: %s', async (_what, query) => {
    const { status, errors } = await graph.ask(query);

    expect(status).toBe(400);
    expect(errors[0]?.extensions['code']).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});

describe('a fragment on the root of a mutation', () => {
  const input = { account: 'x' };
  const refused = { status: 200, data: { unlinkAccount: null }, code: 'FORBIDDEN' };

  it.each([
    ['with a name', 'mutation ($i: UnlinkAccountInput!) { ...A }'],
    ['without a name', 'mutation ($i: UnlinkAccountInput!) { ... on Mutation { ...A } }'],
    ['spread twice', 'mutation ($i: UnlinkAccountInput!) { ...A ...A }'],
  ])('reaches the part that answers it: %s', async (_what, operation) => {
    const fragment = 'fragment A on Mutation { unlinkAccount(input: $i) { patron { id } } }';
    const { status, data, errors } = await graph.ask(`${operation} ${fragment}`, { i: input });

    expect({ status, data, code: errors[0]?.extensions['code'] }).toEqual(refused);
  });
});
