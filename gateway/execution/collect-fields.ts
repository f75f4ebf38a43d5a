/** Which fields an object of one type is asked for: GraphQL, section 6.3.2 (CollectFields). Pure. */
import { getDirectiveValues, GraphQLIncludeDirective, GraphQLSkipDirective, isAbstractType, Kind } from 'graphql';
import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLCompositeType,
  GraphQLSchema,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';

export interface CollectingMeans {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** Those that `@skip` and `@include` go by, with their defaults. */
  readonly conditions: Readonly<Record<string, unknown>>;
}

/** By the name in the answer, in the order in which they were first asked for, every place in which they were. */
export type CollectedFields = ReadonlyMap<string, readonly FieldNode[]>;

/** A type that is abstract has the fields that it promises, and those of fragments that fit it. */
export function collectFields(
  { schema, fragments, conditions }: CollectingMeans,
  type: GraphQLCompositeType,
  sets: Iterable<SelectionSetNode>,
): CollectedFields {
  const collected = new Map<string, FieldNode[]>();
  const spread = new Set<string>();
  for (const set of sets) collect(set);
  return collected;

  function collect({ selections }: SelectionSetNode): void {
    for (const selection of selections) {
      if (!isWanted(selection, conditions)) continue;
      if (selection.kind === Kind.FIELD) {
        const name = selection.alias?.value ?? selection.name.value;
        const nodes = collected.get(name);
        if (nodes === undefined) collected.set(name, [selection]);
        else nodes.push(selection);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (fits(selection.typeCondition?.name.value)) collect(selection.selectionSet);
      } else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value);
        const fragment = fragments[selection.name.value];
        if (fragment !== undefined && fits(fragment.typeCondition.name.value)) collect(fragment.selectionSet);
      }
    }
  }

  function fits(condition: string | undefined): boolean {
    if (condition === undefined || condition === type.name) return true;
    const wanted = schema.getType(condition);
    return isAbstractType(wanted) && 'getFields' in type && schema.isSubType(wanted, type);
  }
}

function isWanted(selection: SelectionNode, conditions: CollectingMeans['conditions']): boolean {
  if (selection.directives === undefined || selection.directives.length === 0) return true;
  if (getDirectiveValues(GraphQLSkipDirective, selection, conditions)?.['if'] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, selection, conditions)?.['if'] !== false;
}
