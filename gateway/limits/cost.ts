/**
 * What a query could cost, from the sizes of its lists: keys × holdings × items. Each field and each object counts a point, once for
 * each place of each list around it; what takes long whatever it gives has a price beside. A guess made before anything is asked: what an
 * answer becomes is counted while it is made (`answer-limit.ts`).
 */
import {
  getArgumentValues,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
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
import { isRecord } from '../public-errors.ts';
import type { ListSize, SizeOf } from './list-sizes.ts';
import { ASKS_FOR_PAGE, PRICES } from './prices.ts';

export interface Estimate {
  readonly cost: number;
  /** The longest list among the arguments, with the name of the field that has it. */
  readonly longestList: { readonly field: string; readonly argument: string; readonly length: number } | null;
  /** The way to the list or the price that costs most; empty if there is neither. */
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
  /** Whether it costs much whatever it gives. */
  readonly priced: boolean;
}

export interface EstimateInput {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** As the types of the variables have them, with defaults. */
  readonly variables: Values;
  /** How long the lists are whose length no argument says. */
  readonly sizeOf: SizeOf;
}

type Values = Readonly<Record<string, unknown>>;

/** What is selected of one object. */
interface Selected {
  readonly set: SelectionSetNode;
  readonly typeName: string;
  /** The size of the page that it is a part of; 0 if it is none. */
  readonly pageSize: number;
  /** Types of the objects around it, each once, a blank before each. */
  readonly around: string;
}

/** A field that gives objects. */
interface CostedField {
  readonly places: number;
  /** Name of the argument that the places are counted by. */
  readonly countedBy: string | null;
  /** What it costs whatever is selected of it. */
  readonly price: number;
  readonly inner: Selected;
}

/** The document has been validated: fields exist, fragments do not go in circles. Null where the schema has no such operations. */
export function estimateCost({ schema, operation, fragments, variables, sizeOf }: EstimateInput): Estimate | null {
  const root = schema.getRootType(operation.operation);
  if (root === null || root === undefined) return null;
  let longestList: Estimate['longestList'] = null;
  // A fragment counts once for each page size and way that it is spread at: without this, fragments that spread fragments
  // twice would take time without end.
  const known = new Map<string, number>();

  const costOfSet = (of: Selected): number =>
    of.set.selections.reduce((sum, selection) => sum + costOfSelection(selection, of), 0);

  const costOfSelection = (selection: SelectionNode, of: Selected): number => {
    const spread = spreadOf(selection, of, fragments);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return costOfFragment(selection.name.value, of, spread);
    if (selection.kind === Kind.INLINE_FRAGMENT) return spread === null ? 0 : costOfSet(spread);
    const field = readField(selection, of);
    return field === null ? COST_OF_VALUE : costOfField(field, costOfSet(field.inner));
  };

  const costOfFragment = (name: string, { pageSize, around }: Selected, spread: Selected | null): number => {
    const key = `${name} ${pageSize}${around}`;
    const cost = known.get(key) ?? (spread === null ? 0 : costOfSet(spread));
    known.set(key, cost);
    return cost;
  };

  const readField = (node: FieldNode, { typeName, pageSize, around }: Selected): CostedField | null => {
    const field = findField(schema, typeName, node.name.value);
    const args = field === null ? {} : readArguments(field, node, variables);
    for (const [argument, length] of findLists(args)) {
      if (length > (longestList?.length ?? 0)) longestList = { field: node.name.value, argument, length };
    }
    const inner = field === null ? null : getNamedType(field.type);
    if (field === null || node.selectionSet === undefined || !isCompositeType(inner)) return null;
    const place = `${typeName}.${node.name.value}`;
    const goesRound = isAmong(around, typeName);
    return {
      ...(isList(field.type)
        ? countPlaces(node, args, pageSize, () => toPlaces(sizeOf(place), goesRound))
        : { places: 1, countedBy: null }),
      price: PRICES[place]?.({ args, pageSize, sizeOf }) ?? 0,
      inner: {
        set: node.selectionSet,
        typeName: inner.name,
        pageSize: place === ASKS_FOR_PAGE ? pageSize : toPageSize(args),
        around: goesRound ? around : `${around} ${typeName}`,
      },
    };
  };

  const whole: Selected = { set: operation.selectionSet, typeName: root.name, pageSize: 0, around: '' };
  const walk = { costOfSelection, costOfSet, readField, fragments };
  return { cost: costOfSet(whole), longestList, findCostliestPath: () => findCostliestPath(whole, walk) };
}

/** A value that is no object, or a list of such. */
const COST_OF_VALUE = 1;

/** The field itself, and each of its places. */
function costOfField({ places, price }: CostedField, inner: number): number {
  return COST_OF_VALUE + price + places * (1 + inner);
}

/** A list that leads back to where the query came from is as long as the longest there is: one edition can be gone to in each round. */
function toPlaces({ usual, most }: ListSize, goesRound: boolean): number {
  return goesRound ? most : usual;
}

function isAmong(types: string, type: string): boolean {
  return `${types} `.includes(` ${type} `);
}

interface Walk {
  readonly costOfSelection: (selection: SelectionNode, of: Selected) => number;
  readonly costOfSet: (of: Selected) => number;
  readonly readField: (node: FieldNode, of: Selected) => CostedField | null;
  readonly fragments: EstimateInput['fragments'];
}

/** Follows the dearest selection of each level, through fragments, and ends at the last list or price. */
function findCostliestPath(whole: Selected, walk: Walk): readonly CostlyStep[] {
  const steps: CostlyStep[] = [];
  let times = 1;
  for (let of: Selected | null = whole; of !== null;) {
    const here: Selected = of;
    const dearest = here.set.selections
      .map((selection) => ({ selection, cost: walk.costOfSelection(selection, here) }))
      .reduce((most, one) => (one.cost > most.cost ? one : most));
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
      cost: times * (1 + walk.costOfSet(field.inner)) + (times / field.places) * field.price,
      priced: field.price > 0,
    });
    // Where it is the price that costs, what is selected below does not matter.
    of = field.price > field.places * walk.costOfSet(field.inner) ? null : field.inner;
  }
  return steps.slice(0, steps.findLastIndex(({ places, priced }) => places > 1 || priced) + 1);
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
  if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
  if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
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

/** A list with a size of its own has that; one asked for by keys or ids as many; a page's entries its size; else what is known. */
function countPlaces(
  node: FieldNode,
  args: Values,
  pageSize: number,
  known: () => number,
): Pick<CostedField, 'places' | 'countedBy'> {
  // Each of the properties to count by has so many values.
  if (Array.isArray(args['fields'])) return { places: Math.max(args['fields'].length, 1), countedBy: 'fields' };
  if (typeof args['first'] === 'number') return { places: Math.max(args['first'], 1), countedBy: 'first' };
  const keys = Object.entries(args).find(([, value]) => Array.isArray(value));
  if (Array.isArray(keys?.[1])) return { places: Math.max(keys[1].length, 1), countedBy: keys[0] };
  if (pageSize > 0 && ENTRIES.has(node.name.value)) return { places: pageSize, countedBy: 'first' };
  return { places: known(), countedBy: null };
}

/** What comes before a place counts, too. */
function toPageSize({ first, before }: Values): number {
  if (typeof first !== 'number') return 0;
  return Math.max(first, 1) + (typeof before === 'number' ? Math.max(before, 0) : 0);
}
