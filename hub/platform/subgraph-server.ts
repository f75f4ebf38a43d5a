import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import { getOperationAST, GraphQLError, isObjectType, isScalarType, OperationTypeNode, parse, validate } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import { countResolvers } from './counted-answer.ts';
import { askAs } from './host-guard/index.ts';
import type { Logger } from './logger.ts';
import { workFor } from './requester.ts';
import { turnOf, type ContextVerifier, type InternalContext } from './signed-context.ts';
import { toSubgraphErrors, type ErrorPlace } from './subgraph-errors.ts';
import type { Subgraph, SubgraphRequest } from './subgraph.ts';
import { measureDocument } from './document-extent.ts';
import { badUserInput } from './errors.ts';
import { inSpan } from './traces.ts';

export interface SubgraphOptions<Context extends object> {
  /** As the supergraph names it. */
  readonly name: string;
  readonly typeDefs: DocumentNode;
  /** By type and field, `__resolveReference` included. Where a field has none, its value is there as it is: no promise. */
  readonly resolvers: Readonly<Record<string, unknown>>;
  /** What resolvers are given, made anew for each request. */
  readonly createContext: (context: InternalContext) => Context;
  /** Called when an answer is complete. What it gives is told in the answer's `extensions`. */
  readonly finish?: (context: Context) => Readonly<Record<string, unknown>> | undefined;
  /** What single fields count beside what they hand out (`counted-answer.ts`), by type and field. */
  readonly prices?: Readonly<Record<string, number>>;
  readonly verify: ContextVerifier;
  /** Milliseconds since the epoch, as `createContext` reads them. */
  readonly clock?: () => number;
  readonly logger: Logger;
}

type Prepared =
  | {
      readonly compiled: CompiledQuery;
      readonly writes: boolean;
      /** With every fragment written out: so many are compiled. */
      readonly fields: number;
    }
  | { readonly errors: readonly GraphQLError[] };

const CACHED_DOCUMENTS = 500;
/** Of the texts; what is compiled of one holds its longer values several times over. */
const CACHED_CHARACTERS = 2_000_000;
/** As so many a compiled field counts beside the text, of which a fragment writes out many: it takes 5 kB. */
const CHARACTERS_OF_A_FIELD = 200;

/**
 * Builds a subgraph of the federation. It answers a request only with a valid signed context, else with FORBIDDEN and no
 * data; it never rejects, and its errors are coded (`extensions { code system subgraph correlationId }`) and masked. One operation is
 * given no more than `ANSWER_LIMITS`, whoever stands in front: over it the answer is one error, QUERY_TOO_COSTLY.
 */
export function createSubgraph<Context extends object>(options: SubgraphOptions<Context>): Subgraph {
  const { name, typeDefs, resolvers, createContext, finish, prices = {}, verify, clock = Date.now, logger } = options;
  const schema = buildSubgraphSchema([{ typeDefs, resolvers: resolvers as GraphQLResolverMap<Context> }]);
  refuseUnstorable(schema);
  writeMoments(schema);
  const executeCounted = countResolvers(schema, prices);
  const prepare = createPreparer(schema);

  async function answer(request: SubgraphRequest, context: InternalContext): Promise<ExecutionResult> {
    const prepared = prepare(request);
    if ('errors' in prepared) return { errors: prepared.errors };
    const contextValue = createContext(context);
    const { compiled, writes } = prepared;
    // The gateway signs one context for all that one operation asks.
    const { result, size } = await executeCounted(
      contextValue,
      { operation: request.context, writes, signal: request.signal, charge: request.charge },
      () => executeSafely(compiled, contextValue, request.variables),
    );
    return { ...result, extensions: { ...finish?.(contextValue), size } };
  }

  return {
    name,
    async execute(request) {
      const place = { subgraph: name, correlationId: null, logger };
      let context: InternalContext;
      try {
        context = byOwnClock(await verify(request.context), request.timeLeftMs, clock());
      } catch (error) {
        return { errors: toSubgraphErrors([toGraphQLError(error)], place) };
      }
      const { correlationId, role, caller } = context;
      // The text is the same for all that one request asks of subgraphs, and callers cannot choose it.
      const requester = { request: request.context, caller, anonymous: role === 'public' };
      const answering = inSpan('subgraph', { attributes: { subgraph: name } }, () =>
        workFor(requester, () => askAs(turnOf(context), () => answer(request, context))),
      );
      const result = await answering.catch((error: unknown) => ({ errors: [toGraphQLError(error)] }));
      return withCodedErrors(result, { ...place, correlationId });
    },
  };
}

/** No more is left than was signed, whatever the header says: a request has its whole time at most. */
function byOwnClock(context: InternalContext, timeLeftMs: number | undefined, now: number): InternalContext {
  if (timeLeftMs === undefined) return context;
  const wholeMs = context.deadline - context.receivedAt;
  const deadline = now + Math.min(timeLeftMs, wholeMs);
  return { ...context, receivedAt: deadline - wholeMs, deadline };
}

/** What throws before anything is resolved is an error without a place. */
async function executeSafely(
  compiled: CompiledQuery,
  context: unknown,
  variables: SubgraphRequest['variables'],
): Promise<ExecutionResult> {
  try {
    return await compiled.query(undefined, context, variables);
  } catch (error) {
    return { errors: [toGraphQLError(error)] };
  }
}

function toGraphQLError(error: unknown): GraphQLError {
  const originalError = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(originalError.message, { originalError });
}

function withCodedErrors(result: ExecutionResult, place: ErrorPlace): ExecutionResult {
  if (result.errors === undefined) return result;
  return { ...result, errors: toSubgraphErrors(result.errors, place) };
}

/** Parses, validates and compiles each operation once: a gateway sends the same few texts with other variables. */
function createPreparer(schema: GraphQLSchema): (request: SubgraphRequest) => Prepared {
  const cache = new LRUCache<string, Prepared>({
    max: CACHED_DOCUMENTS,
    maxSize: CACHED_CHARACTERS,
    sizeCalculation: (prepared, query) =>
      query.length + 1 + ('fields' in prepared ? prepared.fields * CHARACTERS_OF_A_FIELD : 0),
  });
  return (request) => {
    const name = `${request.operationName ?? ''}\n${request.query}`;
    const known = cache.get(name);
    if (known !== undefined) return known;
    const prepared = prepareOperation(schema, request);
    cache.set(name, prepared);
    return prepared;
  };
}

function prepareOperation(schema: GraphQLSchema, request: SubgraphRequest): Prepared {
  try {
    const document = request.document ?? parse(request.query);
    const errors = validate(schema, document);
    if (errors.length > 0) return { errors };
    const compiled = compileQuery(schema, document, request.operationName);
    if (!isCompiledQuery(compiled)) return { errors: compiled.errors ?? [] };
    const writes = getOperationAST(document, request.operationName)?.operation === OperationTypeNode.MUTATION;
    return { compiled, writes, fields: measureDocument(document).selections };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    throw error;
  }
}

/** A moment may be handed out as a Date: it is told in RFC 3339, in UTC. */
function writeMoments(schema: GraphQLSchema): void {
  const moment = schema.getType('DateTime');
  if (!isScalarType(moment)) return;
  moment.serialize = (value: unknown) => (value instanceof Date ? value.toISOString() : value);
}

/**
 * Wraps the resolvers of fields that take arguments, in place: each throws BAD_USER_INPUT that names the argument if a text in it
 * has the character NUL, or a number is not finite: `graphql` reads `1e400` in a text as such. PostgreSQL takes neither, so nothing is
 * called so, and asking for it would be an error of the database. Fields of the federation itself (`_entities`) are left alone.
 */
function refuseUnstorable(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field;
      if (resolve === undefined || field.args.length === 0 || field.name.startsWith('_')) continue;
      field.resolve = (source, args: Readonly<Record<string, unknown>>, context, info): unknown => {
        for (const name in args) assertStorable(name, args[name]);
        return resolve(source, args, context, info);
      };
    }
  }
}

function assertStorable(place: string, value: unknown): void {
  if (typeof value === 'string') {
    if (!value.includes('\0')) return;
    throw badUserInput(`${place}: a text with the character NUL is nowhere here; take it out.`);
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw badUserInput(`${place}: the number is too large.`);
  }
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    for (const [at, one] of list.entries()) assertStorable(`${place}[${at}]`, one);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, one] of Object.entries(value)) assertStorable(`${place}.${name}`, one);
  }
}
