/**
 * Answers what is asked about the graph itself (`__schema`, `__type`) without a plan and without a part: the planner's
 * library knows an older introspection than clients do, and fails at fields such as `isOneOf`. What is asked besides goes
 * on as a document of its own.
 */
import type { ApolloGateway } from '@apollo/gateway';
import {
  execute as executeOn,
  Kind,
  SchemaMetaFieldDef,
  TypeInfo,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { DocumentNode, FieldNode, GraphQLSchema } from 'graphql';
import type { GatewayContext } from './request-context.ts';

/** Answers one operation, as `ApolloGateway` does. */
export type Execute = ApolloGateway['executor'];

type Data = NonNullable<Awaited<ReturnType<Execute>>['data']>;

interface Split {
  /** Names in the answer of what is said of the graph itself. */
  readonly names: ReadonlySet<string>;
  /** The document with a plain name in the place of all data: its answer has every place, in order. */
  readonly aboutSchema: DocumentNode;
  /** The same with plain names in the place of the rest; null where nothing else is asked for. */
  readonly aboutData: DocumentNode | null;
}

const SCHEMA_FIELDS: ReadonlySet<string> = new Set([SchemaMetaFieldDef.name, TypeMetaFieldDef.name]);

/** Passes on to `execute` what is not asked about the schema. */
export function answerAboutSchema(schema: GraphQLSchema, execute: Execute): Execute {
  const splits = new WeakMap<DocumentNode, Split | null>();
  return async (context) => {
    const { document } = context;
    const known = splits.get(document);
    const split = known === undefined ? splitDocument(schema, document) : known;
    splits.set(document, split);
    if (split === null) return execute(context);
    const { aboutSchema, aboutData } = split;
    const { variables, operationName } = context.request;
    const { answerLimit } = context.context as GatewayContext;
    if (answerLimit.charge(0) !== null) return { data: null };
    const told = await executeOn({ schema, document: aboutSchema, variableValues: variables, operationName });
    answerLimit.addOwn(told.data);
    if (answerLimit.refusal() !== null) return { data: null };
    if (aboutData === null || told.errors !== undefined || !told.data) return told;
    const given = await execute({ ...context, document: aboutData, queryHash: `${context.queryHash} data` });
    return given.data ? { ...given, data: join(told.data, given.data, split) } : given;
  };
}

function join(told: Data, given: Data, { names }: Split): Data {
  const entries = Object.entries<unknown>(told);
  return Object.fromEntries(entries.map(([name, value]) => [name, names.has(name) ? value : given[name]]));
}

/** Null where the schema is not asked about. The document was validated: such fields stand on the root of a query alone. */
function splitDocument(schema: GraphQLSchema, document: DocumentNode): Split | null {
  const names = new Set<string>();
  const aboutData = visit(document, {
    Field(field) {
      if (!SCHEMA_FIELDS.has(field.name.value)) return undefined;
      names.add(nameInAnswer(field));
      return toPlainName(field);
    },
  });
  if (names.size === 0) return null;
  const data = new Set<FieldNode>();
  const types = new TypeInfo(schema);
  const aboutSchema = visit(
    document,
    visitWithTypeInfo(types, {
      Field(field) {
        if (field.name.value.startsWith('__') || types.getParentType() !== schema.getQueryType()) return undefined;
        data.add(field);
        return toPlainName(field);
      },
    }),
  );
  return { names, aboutSchema, aboutData: data.size > 0 ? aboutData : null };
}

function toPlainName(field: FieldNode): FieldNode {
  return {
    kind: Kind.FIELD,
    alias: { kind: Kind.NAME, value: nameInAnswer(field) },
    name: { kind: Kind.NAME, value: TypeNameMetaFieldDef.name },
    ...(field.directives === undefined ? {} : { directives: field.directives }),
  };
}

function nameInAnswer({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}
