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
  SelectionNode,
  SelectionSetNode,
} from 'graphql';

/** Places counted for a list whose length no argument limits: holdings of an edition, libraries of a region. */
export const LIST_GUESS = 3;

export interface Estimate {
  /** Objects that the operation could give. */
  readonly cost: number;
  /** The longest list among the arguments, with the name of the field that has it. */
  readonly longestList: { readonly field: string; readonly argument: string; readonly length: number } | null;
  /** The way to the list that most of the objects come from; empty if no list is asked for. */
  readonly findCostliestPath: () => readonly CostlyStep[];
}

/** One field on the way to the list that costs most. */
export interface CostlyStep {
  readonly field: string;
  /** Places of its list; 1 if it is none. */
  readonly places: number;
  /** What the caller gave that makes the list as long, `"first" of search`; null if it is no list, or guessed. */
  readonly given: string | null;
  /** What the operation costs below all places of this list, those of the lists around it included. */
  readonly cost: number;
}

export interface EstimateInput {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

type Values = Readonly<Record<string, unknown>>;

/** What is selected of one object. */
interface Selected {
  readonly set: SelectionSetNode;
  readonly typeName: string;
  /** The size of the page that it is a part of; 0 if it is none. */
  readonly pageSize: number;
}

/** A field that gives objects. */
interface CostedField {
  readonly places: number;
  /** Name of the argument that the places are counted by. */
  readonly countedBy: string | null;
  /** What one of them costs before anything is selected of it. */
  readonly own: number;
  readonly inner: Selected;
}

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

  const costOfSet = (of: Selected): number =>
    of.set.selections.reduce((sum, selection) => sum + costOfSelection(selection, of), 0);

  const costOfSelection = (selection: SelectionNode, of: Selected): number => {
    const spread = spreadOf(selection, of, fragments);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return costOfFragment(selection.name.value, of.pageSize, spread);
    if (selection.kind === Kind.INLINE_FRAGMENT) return spread === null ? 0 : costOfSet(spread);
    const field = readField(selection, of);
    return field === null ? 0 : field.places * (field.own + costOfSet(field.inner));
  };

  const costOfFragment = (name: string, pageSize: number, spread: Selected | null): number => {
    const key = `${name} ${pageSize}`;
    const cost = known.get(key) ?? (spread === null ? 0 : costOfSet(spread));
    known.set(key, cost);
    return cost;
  };

  const readField = (node: FieldNode, { typeName, pageSize }: Selected): CostedField | null => {
    const field = findField(schema, typeName, node.name.value);
    const args = field === null ? {} : readArguments(field, node, coerced);
    for (const [argument, length] of findLists(args)) {
      if (length > (longestList?.length ?? 0)) longestList = { field: node.name.value, argument, length };
    }
    const inner = field === null ? null : getNamedType(field.type);
    if (field === null || node.selectionSet === undefined || !isCompositeType(inner)) return null;
    const asksForPage = node.name.value === ASKS_FOR_PAGE;
    return {
      ...(isList(field.type) ? countPlaces(node, args, pageSize) : { places: 1, countedBy: null }),
      own: asksForPage ? 1 + pageSize * (1 + LIST_GUESS) : 1,
      inner: { set: node.selectionSet, typeName: inner.name, pageSize: asksForPage ? pageSize : toPageSize(args) },
    };
  };

  const whole: Selected = { set: operation.selectionSet, typeName: root.name, pageSize: 0 };
  const walk = { costOfSelection, costOfSet, readField, fragments };
  return { cost: costOfSet(whole), longestList, findCostliestPath: () => findCostliestPath(whole, walk) };
}

interface Walk {
  readonly costOfSelection: (selection: SelectionNode, of: Selected) => number;
  readonly costOfSet: (of: Selected) => number;
  readonly readField: (node: FieldNode, of: Selected) => CostedField | null;
  readonly fragments: EstimateInput['fragments'];
}

/** Follows the dearest selection of each level, through fragments, and ends at the last list. */
function findCostliestPath(whole: Selected, walk: Walk): readonly CostlyStep[] {
  const steps: CostlyStep[] = [];
  let times = 1;
  for (let of: Selected | null = whole; of !== null;) {
    const here: Selected = of;
    const dearest = here.set.selections
      .map((selection) => ({ selection, cost: walk.costOfSelection(selection, here) }))
      .reduce((most, one) => (one.cost > most.cost ? one : most));
    if (dearest.cost === 0) break;
    const { selection } = dearest;
    const field = selection.kind === Kind.FIELD ? walk.readField(selection, here) : null;
    if (selection.kind !== Kind.FIELD || field === null) {
      of = spreadOf(selection, here, walk.fragments);
      continue;
    }
    const around = steps.at(-1)?.field;
    times *= field.places;
    steps.push({
      field: selection.name.value,
      places: field.places,
      given: tellGiven(selection.name.value, field, around),
      cost: times * (field.own + walk.costOfSet(field.inner)),
    });
    of = field.inner;
  }
  return steps.slice(0, steps.findLastIndex(({ places }) => places > 1) + 1);
}

/** A page is as long as `first` of the field around its edges says. */
function tellGiven(field: string, { countedBy }: CostedField, around: string | undefined): string | null {
  if (countedBy === null) return null;
  return `"${countedBy}" of ${countedBy === 'first' && ENTRIES.has(field) ? (around ?? field) : field}`;
}

/** What a fragment selects; null for a field, and for a fragment that is not there. */
function spreadOf(selection: SelectionNode, of: Selected, fragments: EstimateInput['fragments']): Selected | null {
  switch (selection.kind) {
    case Kind.FIELD:
      return null;
    case Kind.INLINE_FRAGMENT:
      return { ...of, set: selection.selectionSet, typeName: selection.typeCondition?.name.value ?? of.typeName };
    case Kind.FRAGMENT_SPREAD: {
      const fragment = fragments.get(selection.name.value);
      if (fragment === undefined) return null;
      return { ...of, set: fragment.selectionSet, typeName: fragment.typeCondition.name.value };
    }
  }
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

/** What a page has as many of as its size says. */
const ENTRIES: ReadonlySet<string> = new Set([
  'edges',
  'nodes',
  'entries',
  'values',
  'available',
  'unavailable',
  'unknown',
]);

/** Asks for the holdings of every edition of the page around it, whatever is wanted of the answer. */
const ASKS_FOR_PAGE = 'availableNow';

/** A list with a size of its own has that; one asked for by keys or ids as many; a page's entries its size; else a guess. */
function countPlaces(node: FieldNode, args: Values, pageSize: number): Pick<CostedField, 'places' | 'countedBy'> {
  // Each of the properties to count by has so many values.
  if (Array.isArray(args['fields'])) return { places: Math.max(args['fields'].length, 1), countedBy: 'fields' };
  if (typeof args['first'] === 'number') return { places: Math.max(args['first'], 1), countedBy: 'first' };
  const keys = Object.entries(args).find(([, value]) => Array.isArray(value));
  if (Array.isArray(keys?.[1])) return { places: Math.max(keys[1].length, 1), countedBy: keys[0] };
  if (pageSize > 0 && ENTRIES.has(node.name.value)) return { places: pageSize, countedBy: 'first' };
  return { places: LIST_GUESS, countedBy: null };
}

/** What comes before a place counts, too. */
function toPageSize({ first, before }: Values): number {
  if (typeof first !== 'number') return 0;
  return Math.max(first, 1) + (typeof before === 'number' ? Math.max(before, 0) : 0);
}
