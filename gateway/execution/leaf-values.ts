/** What a subgraph may give for a plain value. Values are passed on as they came: none is made into another. Pure. */
import { GraphQLBoolean, GraphQLFloat, GraphQLID, GraphQLInt, GraphQLString, isEnumType } from 'graphql';
import type { GraphQLLeafType } from 'graphql';

/** Whether a value that is not null is one of this type; of a scalar of our own any is. */
export function leafTest(type: GraphQLLeafType): (value: unknown) => boolean {
  if (isEnumType(type)) {
    const names = new Set(type.getValues().map(({ name }) => name));
    return (value) => typeof value === 'string' && names.has(value);
  }
  switch (type.name) {
    case GraphQLString.name:
      return isString;
    case GraphQLID.name:
      return (value) => typeof value === 'string' || Number.isInteger(value);
    case GraphQLInt.name:
      return Number.isInteger;
    case GraphQLFloat.name:
      return Number.isFinite;
    case GraphQLBoolean.name:
      return (value) => typeof value === 'boolean';
    default:
      return () => true;
  }
}

function isString(value: unknown): boolean {
  return typeof value === 'string';
}
