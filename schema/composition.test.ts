import { isEnumType, isInputObjectType, isObjectType, isSpecifiedScalarType, isIntrospectionType } from 'graphql';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findBreakingChanges } from './breaking-changes.ts';
import { composeSupergraph, readSubgraphs, SUPERGRAPH_FILE, toApiSchema } from './composition.ts';
import type { SubgraphSdl } from './composition.ts';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key"])';

function composed(subgraphs: readonly SubgraphSdl[]): string {
  const composition = composeSupergraph(subgraphs);
  if (!composition.ok) throw new Error(composition.errors.join('\n'));
  return composition.supergraph;
}

describe('composeSupergraph', () => {
  it('composes the subgraphs to the supergraph that is committed', () => {
    expect(composed(readSubgraphs())).toBe(readFileSync(SUPERGRAPH_FILE, 'utf8'));
  });

  it('gives every error of subgraphs that do not compose', () => {
    const composition = composeSupergraph([
      { name: 'a', sdl: `${LINK} type Query { a: String }` },
      { name: 'b', sdl: `${LINK} type Query { a: String }` },
    ]);

    expect(composition).toMatchObject({
      ok: false,
      errors: [expect.stringMatching(/Query\.a.*multiple subgraphs/)],
    });
  });
});

describe('toApiSchema', () => {
  const schema = toApiSchema(composed(readSubgraphs()));

  it('hides what is inaccessible and the join machinery', () => {
    const holding = schema.getType('Holding');

    expect(isObjectType(holding) && Object.keys(holding.getFields())).toContain('availability');
    expect(isObjectType(holding) && Object.keys(holding.getFields())).not.toContain('liveKeys');
    expect(Object.keys(schema.getTypeMap()).filter((name) => /^(join|link)__/.test(name))).toEqual([]);
  });

  it('describes every type, field, argument and enum value', () => {
    const bare: string[] = [];
    for (const type of Object.values(schema.getTypeMap())) {
      if (isIntrospectionType(type) || isSpecifiedScalarType(type)) continue;
      const described: { readonly name: string; readonly description?: string | null | undefined }[] = [type];
      if (isEnumType(type)) described.push(...type.getValues());
      if (isInputObjectType(type)) described.push(...Object.values(type.getFields()));
      if (isObjectType(type)) {
        for (const field of Object.values(type.getFields())) described.push(field, ...field.args);
      }
      bare.push(...described.filter((part) => !part.description).map((part) => `${type.name}.${part.name}`));
    }

    expect(bare).toEqual([]);
  });

  it('says of every nullable field of an object when it is null', () => {
    const silent: string[] = [];
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isObjectType(type) || isIntrospectionType(type)) continue;
      for (const field of Object.values(type.getFields())) {
        if (!String(field.type).endsWith('!') && !/\bnull\b/i.test(field.description ?? '')) {
          silent.push(`${type.name}.${field.name}`);
        }
      }
    }

    expect(silent.filter((name) => name !== 'Query.editions')).toEqual([]);
  });
});

describe('a move of a field to another subgraph', () => {
  it('is none for clients', async () => {
    const before = composed([{ name: 'a', sdl: `${LINK} type Query { a: String b: Int }` }]);
    const after = composed([
      { name: 'a', sdl: `${LINK} type Query { a: String }` },
      { name: 'z', sdl: `${LINK} type Query { b: Int }` },
    ]);

    expect(await findBreakingChanges(toApiSchema(before), toApiSchema(after))).toEqual([]);
  });
});
