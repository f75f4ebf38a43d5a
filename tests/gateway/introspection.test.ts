import { buildClientSchema, getIntrospectionQuery, printSchema } from 'graphql';
import type { IntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGraph } from '../federation/support/start-graph.ts';
import type { TestGraph } from '../federation/support/start-graph.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph.close());

const everything = {
  descriptions: true,
  specifiedByUrl: true,
  directiveIsRepeatable: true,
  schemaDescription: true,
  inputValueDeprecation: true,
  oneOf: true,
} as const;

describe('introspection', () => {
  it.each(Object.keys(everything))('answers with every option on, and with %s off', async (option) => {
    for (const options of [everything, { ...everything, [option]: false }]) {
      const { status, data, errors } = await graph.ask(getIntrospectionQuery(options));

      expect(errors).toEqual([]);
      expect(status).toBe(200);
      expect(printSchema(buildClientSchema(data as IntrospectionQuery))).toContain('type Query {');
    }
  });

  it('tells nothing of what is for the parts alone', async () => {
    const { text } = await graph.ask(getIntrospectionQuery(everything));

    expect(text).not.toMatch(/liveKeys|_entities|join__/);
  });

  it('says which inputs take one field of several', async () => {
    const { data } = await graph.ask('{ __type(name: "EditionKey") { name isOneOf inputFields { name } } }');

    expect(data).toMatchObject({ __type: { name: 'EditionKey', isOneOf: expect.any(Boolean) as boolean } });
  });

  it.each<[string, string, Readonly<Record<string, unknown>>, string]>([
    ['its type alone', '{ __typename }', {}, '{"__typename":"Query"}'],
    ['the type of changes', 'mutation { __typename }', {}, '{"__typename":"Mutation"}'],
    [
      'in a fragment',
      '{ ...S } fragment S on Query { __schema { ...Q } } fragment Q on __Schema { queryType { name } }',
      {},
      '{"__schema":{"queryType":{"name":"Query"}}}',
    ],
    [
      'with variables',
      'query ($n: String!, $d: Boolean = true) { __type(name: $n) { name kind @skip(if: $d) } }',
      { n: 'Region' },
      '{"__type":{"name":"Region"}}',
    ],
    ['of a type that there is not', '{ __type(name: "Nothing") { name } }', {}, '{"__type":null}'],
    [
      'beside data, in the order in which both were asked for',
      '{ a: __typename region { name } __type(name: "Region") { isOneOf name } edition(id: "region:edition:1") { title } }',
      {},
      '{"a":"Query","region":{"name":"Test region"},"__type":{"isOneOf":null,"name":"Region"},"edition":{"title":"Title 1"}}',
    ],
    [
      'beside data in one fragment, under other names',
      'query ($no: Boolean!, $n: String!, $id: ID!) { ...B } fragment B on Query { t: __type(name: $n) { name } r: region @skip(if: $no) { name } e: edition(id: $id) { title } u: __schema @include(if: $no) { __typename } v: region @include(if: $no) { id } }',
      { no: false, n: 'Region', id: 'region:edition:1' },
      '{"t":{"name":"Region"},"r":{"name":"Test region"},"e":{"title":"Title 1"}}',
    ],
  ])('answers %s', async (_what, query, variables, data) => {
    const answer = await graph.ask(query, variables);

    expect(answer.errors).toEqual([]);
    expect(JSON.stringify(answer.data)).toBe(data);
  });

  it('leaves what a part could not answer as it is beside it', async () => {
    const answer = await graph.ask('{ __type(name: "Region") { name } system(id: "malformed id") { id } }');

    expect(answer.data).toEqual({ __type: { name: 'Region' }, system: null });
    expect(answer.errors).toMatchObject([{ path: ['system'], extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it.each([
    ['a field that it has not', '{ __schema { kinds { name } } }'],
    ['without an argument that it needs', '{ __type { name } }'],
  ])('is refused as a query that does not fit: %s', async (_what, query) => {
    const { status, errors } = await graph.ask(query);

    expect(status).toBe(400);
    expect(errors[0]?.extensions['code']).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('is told of a variable that it cannot read', async () => {
    const { status, errors } = await graph.ask('query ($n: String!) { __type(name: $n) { name } }', { n: 7391 });

    expect(status).toBe(400);
    expect(errors[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    expect(errors[0]?.message).not.toContain('7391');
  });
});
