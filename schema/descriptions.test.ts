import { isTypeDefinitionNode, Kind, parse, print, visit } from 'graphql';
import type { ASTNode, FieldDefinitionNode, EnumValueDefinitionNode, TypeDefinitionNode } from 'graphql';
import { expect, it } from 'vitest';
import { readSubgraphs } from './composition.ts';

type Described = TypeDefinitionNode | FieldDefinitionNode | EnumValueDefinitionNode;

const ROOTS: readonly string[] = ['Query', 'Mutation', 'Subscription'];

/**
 * What a subgraph says without a description: its types, root fields and values; values that differ in case alone, and what is
 * deprecated without the day from which it may go.
 */
function findUntold(sdl: string): readonly string[] {
  const untold: string[] = [];
  const toDescribe = (node: ASTNode): readonly Described[] => {
    if (node.kind === Kind.ENUM_TYPE_DEFINITION) return [node, ...(node.values ?? [])];
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.OBJECT_TYPE_EXTENSION)
      return isTypeDefinitionNode(node) ? [node] : [];
    const fields = ROOTS.includes(node.name.value) ? (node.fields ?? []) : [];
    return node.kind === Kind.OBJECT_TYPE_DEFINITION ? [node, ...fields] : fields;
  };
  visit(parse(sdl), {
    enter(node) {
      for (const { name, description } of toDescribe(node)) if (description === undefined) untold.push(name.value);
      if (node.kind === Kind.DIRECTIVE && node.name.value === 'deprecated' && !/\d{4}-\d{2}-\d{2}/.test(print(node)))
        untold.push('@deprecated');
      if (node.kind === Kind.ENUM_TYPE_DEFINITION) {
        const names = (node.values ?? []).map(({ name }) => name.value.toUpperCase());
        untold.push(...names.filter((name, place) => names.indexOf(name) !== place).map((name) => `${name} twice`));
      }
    },
  });
  return untold;
}

it.each(readSubgraphs())('$name describes its types, root fields and values', ({ sdl }) => {
  expect(findUntold(sdl)).toEqual([]);
});

it('names what has no description, no day to go or the same name', () => {
  const sdl = `
    type Bare { "told" a: Int, b: Int @deprecated }
    "told" type Query { untold: Int, "told" told: Int @deprecated(reason: "goes from 2027-06-01") b: Int @deprecated(reason: "because") }
    "told" enum Told { BARE, "told" Told, "told" TOLD }
    extend type Query { alsoUntold(first: Int): Int }`;

  expect(findUntold(sdl)).toEqual([
    'Bare',
    '@deprecated',
    'untold',
    'b',
    '@deprecated',
    'BARE',
    'TOLD twice',
    'alsoUntold',
  ]);
});
