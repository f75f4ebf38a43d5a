import { buildSchema, operationFromDocument } from '@apollo/federation-internals';
import type { Schema } from '@apollo/federation-internals';
import { computeResponse } from '@apollo/gateway/dist/resultShaping.js';
import fc from 'fast-check';
import { getVariableValues, Kind, parse } from 'graphql';
import type { FragmentDefinitionNode, OperationDefinitionNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createAnswerShape } from './answer-shape.ts';
import type { ShapedAnswer } from './answer-shape.ts';

const SDL = `
  scalar Date
  enum State { LIVE UNKNOWN }
  interface Named { name: String! }
  type Shelf implements Named { name: String! number: Int }
  type Site implements Named { name: String! open: Boolean }
  union Place = Shelf | Site
  type Copy { id: ID! state: State! due: Date weight: Float note: String place: Place named: Named notes: [String!] }
  type Query { copy: Copy copies: [Copy!]! rows: [[Copy!]] named: Named count: Int! constructor: String }
`;
const api: Schema = buildSchema(SDL);
const schema = api.toGraphQLJSSchema();

function read(query: string, variables: Readonly<Record<string, unknown>> = {}) {
  const document = parse(query);
  const operation = document.definitions.find(
    (one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION,
  );
  if (operation === undefined) throw new Error('no operation');
  const fragments = Object.fromEntries(
    document.definitions
      .filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION)
      .map((one) => [one.name.value, one]),
  );
  const { coerced = {} } = getVariableValues(schema, operation.variableDefinitions ?? [], { ...variables });
  const shape = createAnswerShape({ schema, operation, fragments, conditions: coerced });
  return { shape, library: operationFromDocument(api, document, { validate: false }) };
}

function shape(query: string, given: Readonly<Record<string, unknown>>, variables = {}): ShapedAnswer {
  return read(query, variables).shape(given);
}

const QUERIES = [
  '{ copy { id state due weight note notes } count }',
  '{ copies { note id state } rows { id note } }',
  '{ copies { id again: id place { __typename ... on Shelf { name number } ... on Site { open name } } } }',
  '{ copies { named { name } } named { name ... on Shelf { number } } __typename what: __typename }',
  '{ copy { id ...More } ...Root } fragment More on Copy { note state ...Notes } fragment Notes on Copy { notes id } fragment Root on Query { copy { due } constructor }',
  'query ($a: Boolean!, $b: Boolean = true) { copy @include(if: $a) { id note @skip(if: $b) } count @skip(if: $a) ... @include(if: $b) { copies { id } } }',
];

const sometimes = <T>(value: fc.Arbitrary<T>, wrong: fc.Arbitrary<unknown> = fc.constant(null)) =>
  fc.oneof(
    { weight: 12, arbitrary: value },
    { weight: 1, arbitrary: wrong },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
const place = fc.record(
  {
    __typename: fc.constantFrom('Shelf', 'Site', 'Shelf', 'Nobody'),
    name: sometimes(fc.string()),
    number: sometimes(fc.integer(), fc.constantFrom(1.5, 'x', true)),
    open: sometimes(fc.boolean(), fc.constantFrom(1, 'x')),
  },
  { requiredKeys: ['__typename'] },
);
const copy = fc.record(
  {
    __typename: fc.constant('Copy'),
    id: sometimes(fc.oneof(fc.string(), fc.integer()), fc.constantFrom(null, 1.5, true)),
    again: fc.string(),
    state: sometimes(fc.constantFrom('LIVE', 'UNKNOWN'), fc.constantFrom(null, 'GONE', 1)),
    due: fc.jsonValue(),
    weight: sometimes(fc.double(), fc.constantFrom('x', Number.NaN)),
    note: sometimes(fc.string(), fc.constantFrom(null, 1, true)),
    place: sometimes(place),
    named: sometimes(place),
    notes: sometimes(fc.array(sometimes(fc.string()), { maxLength: 3 })),
    left: fc.string(),
  },
  { requiredKeys: ['id', 'state', 'again'] },
);
const answers = fc.record(
  {
    copy: sometimes(copy),
    copies: sometimes(fc.array(sometimes(copy), { maxLength: 4 })),
    rows: sometimes(fc.array(sometimes(fc.array(sometimes(copy), { maxLength: 2 })), { maxLength: 3 })),
    named: sometimes(place),
    count: sometimes(fc.integer()),
    constructor: fc.string(),
  },
  { requiredKeys: [] },
);

describe('the shape of an answer', () => {
  it.each(QUERIES)('is that of the library: %s', (query) => {
    fc.assert(
      fc.property(answers, fc.boolean(), fc.option(fc.boolean(), { nil: undefined }), (made, a, b) => {
        // As it comes from a subgraph: no list has holes.
        const given = JSON.parse(JSON.stringify(made)) as object;
        const variables = query.includes('$a') ? { a, ...(b === undefined ? {} : { b }) } : {};
        const { shape: ours, library } = read(query, variables);

        const expected = computeResponse({
          operation: library,
          variables,
          input: { ...given },
          introspectionHandling: () => null,
        });
        const { data, faults } = ours({ ...given });

        expect(JSON.stringify(data)).toBe(JSON.stringify(expected.data));
        expect(faults.map(({ path }) => path)).toEqual(expected.errors.map(({ path }) => path));
      }),
      { numRuns: 400, seed: 7 },
    );
  });

  it('says where a null is forbidden, in the words of the library', () => {
    const { data, faults } = shape('{ copies { id note } count }', { copies: [{ id: '1' }, {}], count: 1 });

    expect(data).toBeNull();
    expect(faults).toEqual([
      { message: 'Cannot return null for non-nullable field Copy.id.', path: ['copies', 1, 'id'] },
    ]);
  });

  it('tells of every place of a list that something is wrong in', () => {
    const { data, faults } = shape('{ rows { id } }', { rows: [[{}, { id: '1' }, {}], [{ id: '2' }]] });

    expect(data).toEqual({ rows: [null, [{ id: '2' }]] });
    expect(faults.map(({ path }) => path)).toEqual([
      ['rows', 0, 0, 'id'],
      ['rows', 0, 2, 'id'],
    ]);
  });

  it('is null, and a fault, where a list or an object was promised and something else came', () => {
    const { data, faults } = shape('{ rows { id } copy { id } count }', { rows: 'none', copy: 'none', count: 1 });

    expect(data).toEqual({ rows: null, copy: null, count: 1 });
    expect(faults.map(({ path }) => path)).toEqual([['rows'], ['copy']]);
  });

  it('has no field that an object inherits, and may have one of any name', () => {
    const query = '{ copy { toString: note __proto__: id } constructor }';

    const { data } = shape(query, { copy: JSON.parse('{"id":"1","__proto__":"2"}') as object });

    expect(JSON.stringify(data)).toBe('{"copy":{"toString":null,"__proto__":"2"},"constructor":null}');
  });
});
