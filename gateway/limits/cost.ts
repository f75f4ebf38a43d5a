/**
 * What a query could cost, from the sizes of its lists: keys × holdings × items. Every object counts 1, once for each
 * place of each list around it; plain values are free. A guess made before anything is asked, so it errs upwards.
 */
import {
  getArgumentValues,
  getNamedType,
  getNullableType,
  getVariableValues,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
} from 'graphql';
import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLField,
  GraphQLOutputType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';

/** Places counted for a list whose length no argument limits: holdings of an edition, libraries of a region. */
export const LIST_GUESS = 3;

export interface Estimate {
  /** Objects that the operation could give. */
  readonly cost: number;
  /** The longest list among the arguments, with the name of the field that has it. */
  readonly longestList: { readonly field: string; readonly argument: string; readonly length: number } | null;
}

export interface EstimateInput {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

type Values = Readonly<Record<string, unknown>>;

/**
 * The document has been validated: fields exist, fragments do not go in circles. Null where the variables do not fit
 * their types, which execution reports better.
 */
export function estimateCost({ schema, operation, fragments, variables }: EstimateInput): Estimate | null {
  const { coerced } = getVariableValues(
    schema,
    operation.variableDefinitions ?? [],
    { ...variables },
    { maxErrors: 1 },
  );
  const root = schema.getRootType(operation.operation);
  if (coerced === undefined || root === null || root === undefined) return null;
  let longestList: Estimate['longestList'] = null;
  // A fragment counts once for each page size that it is spread at: without this, fragments that spread fragments
  // twice would take time without end.
  const known = new Map<string, number>();

  const costOfSet = (set: SelectionSetNode, typeName: string, pageSize: number): number =>
    set.selections.reduce((sum, selection) => {
      switch (selection.kind) {
        case Kind.FIELD:
          return sum + costOfField(selection, typeName, pageSize);
        case Kind.INLINE_FRAGMENT:
          return sum + costOfSet(selection.selectionSet, selection.typeCondition?.name.value ?? typeName, pageSize);
        case Kind.FRAGMENT_SPREAD:
          return sum + costOfFragment(selection.name.value, pageSize);
      }
    }, 0);

  const costOfFragment = (name: string, pageSize: number): number => {
    const key = `${name} ${pageSize}`;
    const fragment = fragments.get(name);
    const cost =
      known.get(key) ??
      (fragment === undefined ? 0 : costOfSet(fragment.selectionSet, fragment.typeCondition.name.value, pageSize));
    known.set(key, cost);
    return cost;
  };

  const costOfField = (node: FieldNode, typeName: string, pageSize: number): number => {
    const field = findField(schema, typeName, node.name.value);
    const args = field === null ? {} : readArguments(field, node, coerced);
    for (const [argument, length] of findLists(args)) {
      if (length > (longestList?.length ?? 0)) longestList = { field: node.name.value, argument, length };
    }
    const inner = field === null ? null : getNamedType(field.type);
    if (field === null || node.selectionSet === undefined || !isCompositeType(inner)) return 0;
    const places = isList(field.type) ? countPlaces(node, args, pageSize) : 1;
    if (node.name.value === ASKS_FOR_PAGE) {
      return 1 + pageSize * (1 + LIST_GUESS) + costOfSet(node.selectionSet, inner.name, pageSize);
    }
    return places * (1 + costOfSet(node.selectionSet, inner.name, toPageSize(args)));
  };

  const cost = costOfSet(operation.selectionSet, root.name, 0);
  return { cost, longestList };
}

function findField(schema: GraphQLSchema, typeName: string, name: string): GraphQLField<unknown, unknown> | null {
  const type = schema.getType(typeName);
  return isObjectType(type) || isInterfaceType(type) ? (type.getFields()[name] ?? null) : null;
}

/** With the defaults of the schema; a value that does not fit counts as none, and execution reports it. */
function readArguments(field: GraphQLField<unknown, unknown>, node: FieldNode, variables: Values): Values {
  try {
    return getArgumentValues(field, node, { ...variables });
  } catch {
    return {};
  }
}

/** Lists among the arguments, those in input objects too, by the name of the argument. */
function findLists(args: Values): readonly (readonly [string, number])[] {
  return Object.entries(args).flatMap(([name, value]) => {
    if (Array.isArray(value)) return [[name, value.length] as const];
    return isRecord(value) ? findLists(value) : [];
  });
}

function isRecord(value: unknown): value is Values {
  return typeof value === 'object' && value !== null;
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(getNullableType(type));
}

/** Fields that are as long as the page around them. */
const PAGED: ReadonlySet<string> = new Set(['edges', 'entries', 'values', 'available', 'unavailable', 'unknown']);

/** Asks for the holdings of every edition of the page around it, whatever is wanted of the answer. */
const ASKS_FOR_PAGE = 'availableNow';

/**
 * A list that says how long it is to be is as long; one asked for by a list of keys or ids is as long as those; edges are as
 * many as their page has; else a guess.
 */
function countPlaces(node: FieldNode, args: Values, pageSize: number): number {
  // Each of the properties to count by has so many values.
  if (Array.isArray(args['fields'])) return Math.max(args['fields'].length, 1);
  if (typeof args['first'] === 'number') return Math.max(args['first'], 1);
  const keys = Object.values(args).find((value) => Array.isArray(value));
  if (Array.isArray(keys)) return Math.max(keys.length, 1);
  return PAGED.has(node.name.value) && pageSize > 0 ? pageSize : LIST_GUESS;
}

/** What comes before a place counts, too. */
function toPageSize({ first, before }: Values): number {
  if (typeof first !== 'number') return 0;
  return Math.max(first, 1) + (typeof before === 'number' ? Math.max(before, 0) : 0);
}
