import { readFileSync } from 'node:fs';
import { adapterKinds } from '#adapters/registry.ts';
import { SHOWCASE_ISBNS } from '#demo/showcase.ts';
import { loadRegion } from '#region/load-region.ts';
import { buildSchema, isEnumType, Kind, parse, validate, visit } from 'graphql';
import type { ArgumentNode, ObjectFieldNode } from 'graphql';
import { describe, expect, it } from 'vitest';

const fileAt = (path: string): URL => new URL(`../../${path}`, import.meta.url);
const read = (path: string): string => readFileSync(fileAt(path), 'utf8');

describe('docs/lending.md', () => {
  const text = read('docs/lending.md');
  const schema = buildSchema(read('schema/supergraph.graphql'), { assumeValidSDL: true });
  const queries = Array.from(text.matchAll(/```graphql\n(.*?)```/gs), ([, query]) => query ?? '');

  it('has a query for loans and one for articles', () => {
    expect(queries).toHaveLength(2);
  });

  it.each(queries)('asks what the graph can answer, of the demonstration: %s', (query) => {
    const document = parse(query);
    const { libraries } = loadRegion(
      { text: read('lab/demo/region.yaml') },
      { kinds: adapterKinds, demonstration: true },
    );
    const known = new Map<string, readonly string[]>([
      ['for', libraries.map(({ id }) => id)],
      ['isbn', SHOWCASE_ISBNS],
    ]);

    expect(validate(schema, document).map(({ message }) => message)).toEqual([]);
    const check = ({ name, value }: ArgumentNode | ObjectFieldNode): void => {
      if (value.kind === Kind.STRING) expect(known.get(name.value) ?? [value.value]).toContain(value.value);
    };
    visit(document, { Argument: check, ObjectField: check });
  });

  it('tells of every reason that keeps a library out, in the order of the graph', () => {
    const reasons = schema.getType('LendingReasonCode');
    const codes = isEnumType(reasons) ? reasons.getValues().map(({ name }) => name) : [];
    const against = codes.slice(codes.indexOf('COVERAGE_UNKNOWN') + 1);

    const told = Array.from(text.matchAll(/^\| `([A-Z_]+)` /gm), ([, code]) => code ?? '');
    expect(told.filter((code) => codes.includes(code))).toEqual(against);
  });
});
