/** What of a value becomes part of an answer, by the fields that are selected of it: computed once for each place of a query. */
import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type SelectionNode,
} from 'graphql';

export interface AnswerShape {
  /** What one entry counts: itself, and each field selected of it. */
  readonly own: number;
  /** Lists and objects within it that no resolver hands out, by the name of the field. */
  readonly plain: readonly (readonly [name: string, shape: AnswerShape])[];
}

const LEAF: AnswerShape = { own: 1, plain: [] };
/** What counts that a resolver hands out, if it is a list or an object or still to come: so many plain values take as much. */
export const RESOLVED = 8;

export function isListOrObject(type: GraphQLOutputType): boolean {
  return isListType(getNullableType(type)) || isCompositeType(getNamedType(type));
}

type Fragments = GraphQLResolveInfo['fragments'];

/** A field of one name in the answer, which may be selected several times. */
interface Selected {
  readonly field: GraphQLField<unknown, unknown> | undefined;
  readonly nodes: FieldNode[];
}

/** `@skip` and `@include` are not read: what may be left out counts. */
export function createShapes(schema: GraphQLSchema): (info: GraphQLResolveInfo) => AnswerShape {
  const known = new WeakMap<readonly FieldNode[], AnswerShape>();

  function toShape(type: GraphQLOutputType, nodes: readonly FieldNode[], fragments: Fragments): AnswerShape {
    const named = getNamedType(type);
    if (!isCompositeType(named)) return LEAF;
    const selected = new Map<string, Selected>();
    for (const { selectionSet } of nodes) collect(selected, named.name, selectionSet?.selections ?? [], fragments);
    const plain: [string, AnswerShape][] = [];
    let own = 1;
    for (const { field, nodes: inner } of selected.values()) {
      const isPlain = field === undefined || !isListOrObject(field.type);
      own += isPlain || field.resolve === undefined ? 1 : RESOLVED;
      if (!isPlain && field.resolve === undefined) plain.push([field.name, toShape(field.type, inner, fragments)]);
    }
    return { own, plain };
  }

  /** What is selected of several types is taken together: one of a kind may be each of them. */
  function collect(
    selected: Map<string, Selected>,
    typeName: string,
    selections: readonly SelectionNode[],
    fragments: Fragments,
  ): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const name = `${typeName} ${(selection.alias ?? selection.name).value}`;
        const entry = selected.get(name) ?? { field: findField(typeName, selection.name.value), nodes: [] };
        entry.nodes.push(selection);
        selected.set(name, entry);
        continue;
      }
      const spread = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value];
      if (spread === undefined) continue;
      const { typeCondition, selectionSet } = spread;
      collect(selected, typeCondition?.name.value ?? typeName, selectionSet.selections, fragments);
    }
  }

  function findField(typeName: string, name: string): Selected['field'] {
    const type = schema.getType(typeName);
    return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
  }

  return ({ fieldNodes, returnType, fragments }) => {
    const before = known.get(fieldNodes);
    if (before !== undefined) return before;
    const shape = toShape(returnType, fieldNodes, fragments);
    known.set(fieldNodes, shape);
    return shape;
  };
}

/** Entries that are still promised count when they come. */
export function measure(value: unknown, shape: AnswerShape): number {
  if (value === null || value === undefined || isPromise(value)) return 0;
  if (typeof value !== 'object') return shape.own;
  let sum = 0;
  if (Array.isArray(value)) {
    for (const entry of value) sum += measure(entry, shape);
    return sum;
  }
  sum = shape.own;
  for (const [name, inner] of shape.plain) sum += measure((value as Readonly<Record<string, unknown>>)[name], inner);
  return sum;
}

export function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
