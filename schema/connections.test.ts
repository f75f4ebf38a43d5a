import { getNamedType, isObjectType } from 'graphql';
import type { GraphQLObjectType } from 'graphql';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SUPERGRAPH_FILE, toApiSchema } from './composition.ts';

const schema = toApiSchema(readFileSync(SUPERGRAPH_FILE, 'utf8'));
const typesNamed = (end: string): readonly GraphQLObjectType[] =>
  Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => name.endsWith(end));
const typeOf = (type: GraphQLObjectType | undefined, field: string): string | undefined =>
  type?.getFields()[field]?.type.toString();

/** Rows of a report have no key of their own: a page of them has an end only. */
const WITHOUT_CURSOR = ['ReportRowEdge'];

describe.each(typesNamed('Connection').map((type) => [type.name, type] as const))('%s', (_, connection) => {
  const edges = connection.getFields()['edges'];
  const edge = edges === undefined ? undefined : (getNamedType(edges.type) as GraphQLObjectType);

  it('is one of Relay: edges with cursors, nodes, and where the page begins and ends', () => {
    expect(typeOf(connection, 'edges')).toBe(`[${edge?.name ?? ''}!]!`);
    expect(typeOf(connection, 'nodes')).toBe(`[${typeOf(edge, 'node') ?? ''}]!`);
    expect(typeOf(connection, 'pageInfo')).toBe('PageInfo!');
    expect(typeOf(edge, 'cursor')).toBe(WITHOUT_CURSOR.includes(edge?.name ?? '') ? undefined : 'String!');
  });
});

describe('the graph', () => {
  it('has its lists as connections, with the PageInfo of Relay', () => {
    expect(typesNamed('Connection').length).toBeGreaterThan(10);
    expect(
      ['hasNextPage', 'hasPreviousPage', 'startCursor', 'endCursor'].map((name) =>
        typeOf(typesNamed('PageInfo')[0], name),
      ),
    ).toEqual(['Boolean!', 'Boolean!', 'String', 'String']);
  });

  it('says what each scalar of its own is written like', () => {
    const own = ['Date', 'DateTime'].map((name) => schema.getType(name));

    expect(own.map((type) => type !== undefined && 'specifiedByURL' in type && type.specifiedByURL)).toEqual([
      'https://scalars.graphql.org/andimarek/local-date.html',
      'https://scalars.graphql.org/andimarek/date-time.html',
    ]);
  });
});
