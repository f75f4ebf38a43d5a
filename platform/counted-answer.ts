/**
 * Counts what resolvers hand out, and stops an execution that hands out too much. What loaders keep is read once, however often it is
 * handed out: only what is handed out says how large an answer becomes, and it is known before the answer is made of it.
 */
import { GraphQLError, isObjectType } from 'graphql';
import type { ExecutionResult, GraphQLFieldResolver, GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { createShapes, isListOrObject, isPromise, measure, type AnswerShape } from './answer-shape.ts';
import { ANSWER_LIMITS, countCharacters, NO_SIZE, refuseSize, type AnswerSize } from './answer-size.ts';
import { isMerciaError, MerciaError } from './errors.ts';

export interface CountedOptions {
  /** What the questions of one operation have in common: what one of them was given, the others have less. */
  readonly operation: string;
  /** A question that writes is carried to its end, whatever it gives and whoever has gone. */
  readonly writes: boolean;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal | undefined;
}

export interface CountedResult {
  readonly result: ExecutionResult;
  readonly size: AnswerSize;
}

/**
 * Executes with `contextValue`, which is of this question alone. Gives one error, and no data, as soon as too much is handed out or
 * nobody waits: nothing more is made of what resolvers find then.
 */
export type ExecuteCounted = (
  contextValue: object,
  options: CountedOptions,
  execute: () => Promise<ExecutionResult>,
) => Promise<CountedResult>;

/** How many operations are remembered, and for how many milliseconds: longer than any is under way. */
const REMEMBERED_OPERATIONS = 5_000;
const REMEMBERED_MS = 120_000;

/** Wraps the resolvers of lists and objects of a schema, in place. */
export function countResolvers(schema: GraphQLSchema): ExecuteCounted {
  const operations = new LRUCache<string, Operation>({ max: REMEMBERED_OPERATIONS, ttl: REMEMBERED_MS });
  const counts = new WeakMap<object, Count>();
  const shapeOf = createShapes(schema);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.resolve === undefined || !isListOrObject(field.type)) continue;
      field.resolve = countHandedOut(field.resolve, `${type.name}.${field.name}`, counts, shapeOf);
    }
  }
  return async (contextValue, { operation: id, writes, signal }, execute) => {
    const operation = operations.get(id) ?? { ...NO_SIZE };
    operations.set(id, operation);
    const count = createCount(operation, writes);
    counts.set(contextValue, count);
    const abandon = (): void => {
      count.stop(new MerciaError('SUBGRAPH_UNAVAILABLE', 'Nobody waits for this answer any more.'));
    };
    const until = writes ? undefined : signal;
    until?.addEventListener('abort', abandon, { once: true });
    try {
      if (until?.aborted === true) abandon();
      return finish(count, writes ? await execute() : await Promise.race([execute(), count.whenStopped]));
    } finally {
      until?.removeEventListener('abort', abandon);
    }
  };
}

/** What one operation was given so far. */
interface Operation {
  values: number;
  characters: number;
}

/** Of one question. */
interface Count {
  readonly operation: Operation;
  readonly writes: boolean;
  values: number;
  /** Why nothing more is handed out; null as long as all is well. */
  stopped: MerciaError | null;
  stop(reason: MerciaError): void;
  /** The answer then. */
  readonly whenStopped: Promise<ExecutionResult>;
  /** In the place of what would be handed out: an error for each of a million places would be no less than the answer. */
  readonly never: Promise<never>;
}

function createCount(operation: Operation, writes: boolean): Count {
  const { promise, resolve } = Promise.withResolvers<ExecutionResult>();
  const count: Count = {
    operation,
    writes,
    values: 0,
    stopped: null,
    stop(reason) {
      count.stopped ??= reason;
      resolve(toRefusal(reason));
    },
    whenStopped: promise,
    never: new Promise<never>(() => undefined),
  };
  return count;
}

function countHandedOut(
  resolve: GraphQLFieldResolver<unknown, object>,
  place: string,
  counts: WeakMap<object, Count>,
  shapeOf: (info: GraphQLResolveInfo) => AnswerShape,
): GraphQLFieldResolver<unknown, object> {
  return (source, args: unknown, context, info) => {
    const count = counts.get(context);
    if (count === undefined) throw new Error('Resolvers are called by way of the subgraph alone.');
    // What became of a write is told in any case.
    const isWrite = count.writes && info.path.prev === undefined;
    if (count.stopped !== null && !isWrite) return stopAt(count, count.stopped);
    const handOut = (value: unknown): unknown => {
      const values = measure(value, shapeOf(info));
      count.values += values;
      count.operation.values += values;
      const refusal = count.stopped ?? refuseSize(count.operation, place);
      if (refusal === null || isWrite) return Array.isArray(value) ? countPromised(value, handOut) : value;
      count.stop(refusal);
      return stopAt(count, refusal);
    };
    const value: unknown = resolve(source, args, context, info);
    return isPromise(value) ? value.then(handOut) : handOut(value);
  };
}

/** A question that writes goes on, with an error where it would hand out more. */
function stopAt({ writes, never }: Count, reason: MerciaError): Promise<never> {
  if (writes) throw reason;
  return never;
}

function countPromised(entries: readonly unknown[], handOut: (entry: unknown) => unknown): readonly unknown[] {
  if (!entries.some(isPromise)) return entries;
  return entries.map((entry) => (isPromise(entry) ? entry.then(handOut) : entry));
}

function finish(count: Count, result: ExecutionResult): CountedResult {
  const { operation, values, writes, stopped } = count;
  if (stopped !== null) return { result: withOneRefusal(result), size: { values, characters: 0 } };
  const characters = countCharacters(result.data, ANSWER_LIMITS.characters);
  operation.characters += characters;
  const refusal = writes ? null : refuseSize(operation);
  return { result: refusal === null ? result : toRefusal(refusal), size: { values, characters } };
}

function toRefusal(reason: MerciaError): ExecutionResult {
  return { errors: [new GraphQLError(reason.message, { originalError: reason })] };
}

function withOneRefusal({ errors = [], ...rest }: ExecutionResult): ExecutionResult {
  const first = errors.findIndex(isRefusal);
  return { ...rest, errors: errors.filter((error, at) => at === first || !isRefusal(error)) };
}

function isRefusal({ originalError }: GraphQLError): boolean {
  return isMerciaError(originalError) && originalError.code === 'QUERY_TOO_COSTLY';
}
