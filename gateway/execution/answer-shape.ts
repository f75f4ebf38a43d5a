/**
 * The shape of one operation's answer: its fields in the order in which they were asked for, and none besides; a null
 * where the schema forbids one takes what is around it along, and is told. Made once for an operation, because an answer
 * has thousands of fields: looking each of them up anew cost a fifth of a page's processor time. Pure.
 */
import {
  getNamedType,
  isCompositeType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  TypeNameMetaFieldDef,
} from 'graphql';
import type {
  FieldNode,
  GraphQLCompositeType,
  GraphQLLeafType,
  GraphQLOutputType,
  OperationDefinitionNode,
} from 'graphql';
import { collectFields } from './collect-fields.ts';
import type { CollectedFields, CollectingMeans } from './collect-fields.ts';
import { leafTest } from './leaf-values.ts';

export interface ShapedOperation extends CollectingMeans {
  readonly operation: OperationDefinitionNode;
}

/** What a subgraph gave against the schema. */
export interface AnswerFault {
  readonly message: string;
  readonly path: readonly (string | number)[];
}

export interface ShapedAnswer {
  readonly data: Given | null;
  readonly faults: readonly AnswerFault[];
}

export type AnswerShape = (given: Given) => ShapedAnswer;

type Given = Readonly<Record<string, unknown>>;
type Step = string | number;

/** One answer being made. */
interface Run {
  readonly path: Step[];
  readonly faults: AnswerFault[];
}

/** Null where something within was wrong, which is told already. */
const FAILED = Symbol('failed');
/** A null that is forbidden in its place, which is told already. */
const FORBIDDEN = Symbol('forbidden');

/** What becomes of a value, which is never undefined, at this step of its path. */
type Complete = (value: unknown, at: Step, run: Run) => unknown;

interface ShapedField {
  readonly name: string;
  readonly complete: Complete;
  /** A name that every object seems to have (`constructor`): it counts only where the subgraph gave it. */
  readonly isInherited: boolean;
}

export function createAnswerShape(shaped: ShapedOperation): AnswerShape {
  const { schema, operation } = shaped;
  const root = schema.getRootType(operation.operation);
  if (root === null || root === undefined) throw new Error(`The schema has no ${operation.operation}.`);
  const fields = createFields(shaped, root, collectFields(shaped, root, [operation.selectionSet]));
  return (given) => {
    const run: Run = { path: [], faults: [] };
    const data = fill(fields, given, run);
    return { data: data === FAILED ? null : data, faults: run.faults };
  };
}

function createFields(
  shaped: ShapedOperation,
  parent: GraphQLCompositeType,
  nodesByName: CollectedFields,
): readonly ShapedField[] {
  return Array.from(nodesByName, ([name, nodes]) => ({
    name,
    complete: completeField(shaped, parent, nodes),
    isInherited: name in Object.prototype,
  }));
}

function completeField(shaped: ShapedOperation, parent: GraphQLCompositeType, nodes: readonly FieldNode[]): Complete {
  const name = nodes[0]?.name.value ?? '';
  if (name === TypeNameMetaFieldDef.name) return () => (isObjectType(parent) ? parent.name : FORBIDDEN);
  const field = 'getFields' in parent ? parent.getFields()[name] : undefined;
  if (field === undefined) throw new Error(`${parent.name} has no field ${name}.`);
  return completeType(shaped, parent, field.type, nodes);
}

function completeType(
  shaped: ShapedOperation,
  parent: GraphQLCompositeType,
  type: GraphQLOutputType,
  nodes: readonly FieldNode[],
): Complete {
  if (isNonNullType(type)) {
    const inner = completeType(shaped, parent, type.ofType, nodes);
    const placeOf = describePlace(parent, type.ofType);
    return (value, at, run) => {
      const done = inner(value, at, run);
      if (done === FAILED) return FORBIDDEN;
      if (done !== null) return done;
      note(run, at, `Cannot return null for non-nullable ${placeOf(at)}.`);
      return FORBIDDEN;
    };
  }
  const placeOf = describePlace(parent, type);
  if (isListType(type)) return completeList(completeType(shaped, parent, type.ofType, nodes), placeOf);
  return isLeafType(type) ? completeLeaf(type, placeOf) : completeObject(shaped, type, nodes, placeOf);
}

type PlaceOf = (at: Step) => string;

function describePlace(parent: GraphQLCompositeType, type: GraphQLOutputType): PlaceOf {
  return (at) =>
    typeof at === 'string'
      ? `field ${parent.name}.${at}`
      : `array element of type ${getNamedType(type).name} at index ${at}`;
}

function completeLeaf(type: GraphQLLeafType, placeOf: PlaceOf): Complete {
  const isOfType = leafTest(type);
  return (value, at, run) => {
    if (value === null || isOfType(value)) return value;
    note(run, at, `Invalid value found for ${placeOf(at)}.`);
    return FAILED;
  };
}

/** A forbidden null costs the whole list, and what is wrong in its other places is told nevertheless. */
function completeList(complete: Complete, placeOf: PlaceOf): Complete {
  return (value, at, run) => {
    if (value === null) return null;
    if (!Array.isArray(value)) {
      note(run, at, `No list was given for ${placeOf(at)}.`);
      return FAILED;
    }
    run.path.push(at);
    const list = value.map((given: unknown, index) => toTold(complete(given ?? null, index, run)));
    run.path.pop();
    return list.includes(FORBIDDEN) ? FAILED : list;
  };
}

function completeObject(
  shaped: ShapedOperation,
  type: GraphQLCompositeType,
  nodes: readonly FieldNode[],
  placeOf: PlaceOf,
): Complete {
  const fieldsOf = createFieldsByType(shaped, type, nodes);
  return (value, at, run) => {
    if (value === null) return null;
    const fields = isGiven(value) ? fieldsOf(value[TypeNameMetaFieldDef.name]) : null;
    if (!isGiven(value) || fields === null) {
      note(run, at, `No object of a type that is known was given for ${placeOf(at)}.`);
      return FAILED;
    }
    run.path.push(at);
    const object = fill(fields, value, run);
    run.path.pop();
    return object;
  };
}

/** Fields of an object by what it says of its type; where it says nothing, its type is the field's. */
function createFieldsByType(
  shaped: ShapedOperation,
  declared: GraphQLCompositeType,
  nodes: readonly FieldNode[],
): (typeName: unknown) => readonly ShapedField[] | null {
  const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  const known = new Map<unknown, readonly ShapedField[] | null>();
  return (typeName) => {
    const before = known.get(typeName);
    if (before !== undefined) return before;
    const type =
      typeof typeName === 'string' ? shaped.schema.getType(typeName) : typeName === undefined ? declared : null;
    if (!isCompositeType(type)) return null;
    const fields = createFields(shaped, type, collectFields(shaped, type, sets));
    known.set(typeName, fields);
    return fields;
  };
}

function fill(fields: readonly ShapedField[], given: Given, run: Run): Given | typeof FAILED {
  const object: Record<string, unknown> = {};
  for (const { name, complete, isInherited } of fields) {
    const value = isInherited && !Object.hasOwn(given, name) ? null : given[name];
    const done = complete(value ?? null, name, run);
    if (done === FORBIDDEN) return FAILED;
    if (isInherited) Object.defineProperty(object, name, { value: toTold(done), enumerable: true });
    else object[name] = toTold(done);
  }
  return object;
}

function toTold(done: unknown): unknown {
  return done === FAILED ? null : done;
}

function note({ path, faults }: Run, at: Step, message: string): void {
  faults.push({ message, path: [...path, at] });
}

function isGiven(value: unknown): value is Given {
  return typeof value === 'object' && value !== null;
}
