/** A question for each root field of a schema, with all that it can tell: every field there is, as deep as is allowed. */
import {
  getNamedType,
  GraphQLObjectType,
  isLeafType,
  isRequiredArgument,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';

/** GraphQL texts by `Type.field(argument)`, or by `field(argument)` for those that mean the same wherever they stand. */
export type Arguments = Readonly<Record<string, string>>;

export interface Question {
  readonly field: string;
  readonly text: string;
}

/** As deep as each field needs; the gateway refuses what is too deep or could give too much. Throws for an argument without a text. */
export function questionsOf(
  schema: GraphQLSchema,
  given: Arguments,
  depthOf: (field: string) => number,
): readonly Question[] {
  const root = schema.getQueryType();
  if (root === null || root === undefined) return [];
  return Object.values(root.getFields()).flatMap((field) => {
    const selected = select(root, field, given, depthOf(field.name), []);
    if (selected === null) return [];
    // A card may stand in no text.
    const head = selected.includes('$card') ? 'query ($card: String!)' : '';
    return [{ field: field.name, text: `${head} { ${selected} }` }];
  });
}

/** Every `Type.field` that the questions ask for. */
export function fieldsIn(schema: GraphQLSchema, questions: readonly Question[]): ReadonlySet<string> {
  const fields = new Set<string>();
  for (const { text } of questions) {
    const types = new TypeInfo(schema);
    const note = {
      Field: () => void fields.add(`${types.getParentType()?.name ?? ''}.${types.getFieldDef()?.name ?? ''}`),
    };
    visit(parse(text), visitWithTypeInfo(types, note));
  }
  return fields;
}

/** Every `Type.field` that a client can ask a question for. */
export function fieldsOf(schema: GraphQLSchema): readonly string[] {
  const types = Object.values(schema.getTypeMap()).filter((type) => type instanceof GraphQLObjectType);
  return types
    .filter(
      ({ name }) =>
        !name.startsWith('__') &&
        !/^Mutation$|Payload$|^(?:Link|Row|RetryRejects|RevokeApiKey|TakeBack)Refusal$/.test(name),
    )
    .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`));
}

/** Null where nothing of it may be asked any more. */
function select(
  parent: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  given: Arguments,
  depth: number,
  above: readonly string[],
): string | null {
  const type = getNamedType(field.type);
  const call = `${field.name}${writeArguments(parent, field, given)}`;
  if (isLeafType(type)) return call;
  if (!(type instanceof GraphQLObjectType))
    throw new Error(`${parent.name}.${field.name} is of a kind unheard of here`);
  // Twice is enough to see what stands behind a way back.
  if (depth === 0 || above.filter((name) => name === type.name).length > 1) return null;
  const below = Object.values(type.getFields()).flatMap(
    (next) => select(type, next, given, depth - 1, [...above, type.name]) ?? [],
  );
  return `${call} { __typename ${below.join(' ')} }`;
}

function writeArguments(parent: GraphQLObjectType, field: GraphQLField<unknown, unknown>, given: Arguments): string {
  const written = field.args.flatMap((argument) => {
    const text = given[`${parent.name}.${field.name}(${argument.name})`] ?? given[`(${argument.name})`];
    if (text !== undefined) return [`${argument.name}: ${text}`];
    if (isRequiredArgument(argument)) throw new Error(`give a text for ${parent.name}.${field.name}(${argument.name})`);
    return [];
  });
  return written.length === 0 ? '' : `(${written.join(', ')})`;
}
