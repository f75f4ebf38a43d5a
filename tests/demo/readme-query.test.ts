import { readFileSync } from 'node:fs';
import { SHOWCASE } from '#demo/showcase.ts';
import { buildSchema, parse, validate, visit } from 'graphql';
import { describe, expect, it } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('the README query', () => {
  const query = parse(read('lab/demo/readme-query.graphql'));

  it('is one that the graph can answer', () => {
    const schema = buildSchema(read('schema/supergraph.graphql'), { assumeValidSDL: true });

    expect(validate(schema, query).map((error) => error.message)).toEqual([]);
  });

  it('asks for titles of the showcase', () => {
    const isbns: string[] = [];
    visit(query, { StringValue: (node) => void isbns.push(node.value) });

    expect(isbns).toEqual([SHOWCASE.pathology, SHOWCASE.publicationManual]);
  });
});
