/** Variables that a request leaves out, because its document has a default for them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isbnOf } from '../federation/support/small-catalogue.ts';
import { startGraph, type GraphAnswer, type TestGraph } from '../federation/support/start-graph.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph({ editions: 3 });
});
afterAll(() => graph.close());

const told = ({ status, data, errors }: GraphAnswer) => ({ status, data, errors });
const ONE = { editions: [{ editions: [{ isbns: [isbnOf(1)] }] }] };

describe('a variable with a default', () => {
  it.each([
    ['a text', 'query ($q: String! = "nursing") { search(query: $q) { totalCount } }', { search: { totalCount: 3 } }],
    [
      'a number',
      'query ($n: Int! = 2) { search(query: "x", first: $n) { nodes { __typename } } }',
      {
        search: { nodes: [{ __typename: 'Edition' }, { __typename: 'Edition' }] },
      },
    ],
    ['an id', 'query ($id: ID! = "region:edition:none") { edition(id: $id) { id } }', { edition: null }],
    ['an id that is written as a number', 'query ($id: ID! = 7) { edition(id: $id) { id } }', { edition: null }],
    [
      'a list of objects',
      `query ($by: [EditionKey!]! = [{ isbn: "${isbnOf(1)}" }]) { editions(by: $by) { editions { isbns } } }`,
      ONE,
    ],
    [
      'a field of an object',
      `query ($isbn: String! = "${isbnOf(1)}") { editions(by: [{ isbn: $isbn }]) { editions { isbns } } }`,
      ONE,
    ],
    [
      'a condition',
      'query ($no: Boolean! = false) { region { id name @include(if: $no) } }',
      { region: { id: 'region' } },
    ],
  ])('may be left out: %s', async (_what, query, data) => {
    expect(told(await graph.ask(query))).toEqual({ status: 200, data, errors: [] });
  });

  it('has the value that was sent, and is refused if that is null', async () => {
    const query = 'query ($first: Int! = 2) { search(query: "x", first: $first) { nodes { id } } }';

    expect((await graph.ask(query, { first: 0 })).data).toEqual({ search: { nodes: [] } });
    expect((await graph.ask(query, { first: null })).errors[0]?.extensions['code']).toBe('BAD_USER_INPUT');
  });

  it('costs what its default asks for', async () => {
    const by = Array.from({ length: 201 }, (_, n) => `{ isbn: "${isbnOf(n)}" }`).join(' ');

    const answer = await graph.ask(`query ($by: [EditionKey!]! = [${by}]) { editions(by: $by) { redirectedFrom } }`);

    expect(answer.errors[0]?.extensions['code']).toBe('LIST_TOO_LONG');
  });
});
