import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('docs/loans.md', () => {
  const schema = buildSchema(read('schema/supergraph.graphql'), { assumeValidSDL: true });
  const queries = Array.from(read('docs/loans.md').matchAll(/```graphql\n(.*?)```/gs), ([, query]) => query ?? '');

  it('has a query for each tier', () => {
    expect(queries).toHaveLength(4);
  });

  it.each(queries)('asks what the graph can answer: %s', (query) => {
    expect(validate(schema, parse(query)).map(({ message }) => message)).toEqual([]);
  });
});
