/**
 * Lets `executeQueryPlan` of `@apollo/gateway` give what the subgraphs gave, merged and not yet in shape: it is told that
 * every root field is one plain value, which it passes on as it is. Shaping is ours (`answer-shape.ts`).
 */
import { ScalarType } from '@apollo/federation-internals';
import type { Schema } from '@apollo/federation-internals';
import { Kind, TypeNameMetaFieldDef } from 'graphql';
import type { FieldNode, FragmentDefinitionNode, OperationDefinitionNode, SelectionSetNode } from 'graphql';

const RAW = 'MerciaRaw';

/** The same schema with root fields that are plain values. */
export function withRawRoots(schema: Schema): Schema {
  const copy = schema.clone();
  const raw = copy.addType(new ScalarType(RAW));
  for (const root of copy.schemaDefinition.roots()) for (const field of root.type.fields()) field.type = raw;
  return copy;
}

/** The operation that asks for its root fields alone. */
export function toRawOperation(
  operation: OperationDefinitionNode,
  fragments: Readonly<Record<string, FragmentDefinitionNode>>,
): OperationDefinitionNode {
  const fields = new Map<string, FieldNode>();
  add(TypeNameMetaFieldDef.name);
  collect(operation.selectionSet);
  return { ...operation, directives: [], selectionSet: { kind: Kind.SELECTION_SET, selections: [...fields.values()] } };

  function add(name: string, alias = name): void {
    const nameNode = { kind: Kind.NAME, value: name } as const;
    fields.set(alias, { kind: Kind.FIELD, name: nameNode, alias: { kind: Kind.NAME, value: alias } });
  }

  function collect({ selections }: SelectionSetNode): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) add(selection.name.value, selection.alias?.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
      else collectFragment(selection.name.value);
    }
  }

  function collectFragment(name: string): void {
    const fragment = fragments[name];
    if (fragment !== undefined) collect(fragment.selectionSet);
  }
}
