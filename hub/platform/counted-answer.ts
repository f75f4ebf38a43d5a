/**
 * Counts what resolvers hand out, and stops an execution that hands out too much. What loaders keep is read once, however often it is
 * handed out: only what is handed out says how large an answer becomes, and it is known before the answer is made of it.
 */
import { GraphQLError, isObjectType } from 'graphql';
import type { ExecutionResult, GraphQLFieldResolver, GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { createShapes, isListOrObject, isPromise, measure, RESOLVED, type AnswerShape } from './answer-shape.ts';
import { ANSWER_LIMITS, countCharacters, NO_SIZE, refuseSize, type AnswerSize } from './answer-size.ts';
import { MerciaError } from './errors.ts';
import type { SubgraphRequest } from './subgraph.ts';

export interface CountedOptions {
  /** What the questions of one operation have in common: what one of them was given, the others have less. */
  readonly operation: string;
  /** A question that writes is carried to its end, whatever it gives and whoever has gone. */
  readonly writes: boolean;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal | undefined;
  /** Told what is handed out, from time to time: why nothing more is to be, or null. */
  readonly charge?: SubgraphRequest['charge'];
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
/** After so many values more, those who share out what all callers are given are told of them. */
const CHARGED_AT_ONCE = 5_000;
/** Of fewer values the texts are not measured: most answers are shorter, and that would cost a page a hundredth of its time. */
const FEW_VALUES = 20_000;

/**
 * Wraps the resolvers of a schema, in place. `prices`: what a field counts each time that it is asked for, by its
 * type and name, where finding it takes longer than handing it out.
 */
export function countResolvers(schema: GraphQLSchema, prices: Readonly<Record<string, number>> = {}): ExecuteCounted {
  const operations = new LRUCache<string, Operation>({ max: REMEMBERED_OPERATIONS, ttl: REMEMBERED_MS });
  const counts = new WeakMap<object, Count>();
  const shapeOf = createShapes(schema);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field;
      if (resolve === undefined) continue;
      const place = `${type.name}.${field.name}`;
      field.resolve = isListOrObject(field.type)
        ? countHandedOut(resolve, { place, price: prices[place] ?? 0, counts, shapeOf })
        : countAwaited(resolve, place, counts);
    }
  }
  return async (contextValue, { operation: id, writes, signal, charge: tell }, execute) => {
    const operation = operations.get(id) ?? { ...NO_SIZE };
    operations.set(id, operation);
    const count = createCount(operation, writes, tell);
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
  readonly tell: NonNullable<SubgraphRequest['charge']>;
  values: number;
  /** Of the values, those that were told of. */
  told: number;
  /** Why nothing more is handed out; null as long as all is well. */
  stopped: MerciaError | null;
  stop(reason: MerciaError): void;
  /** The answer then. */
  readonly whenStopped: Promise<ExecutionResult>;
  /** In the place of what would be handed out: an error for each of a million places would be no less than the answer. */
  readonly never: Promise<never>;
}

function createCount(operation: Operation, writes: boolean, tell: Count['tell'] = () => null): Count {
  const { promise, resolve } = Promise.withResolvers<ExecutionResult>();
  const count: Count = {
    operation,
    writes,
    tell,
    values: 0,
    told: 0,
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

interface CountedField {
  readonly place: string;
  readonly price: number;
  readonly counts: WeakMap<object, Count>;
  readonly shapeOf: (info: GraphQLResolveInfo) => AnswerShape;
}

function countHandedOut(
  resolve: GraphQLFieldResolver<unknown, object>,
  { place, price, counts, shapeOf }: CountedField,
): GraphQLFieldResolver<unknown, object> {
  return (source, args: unknown, context, info) => {
    const count = counts.get(context);
    if (count === undefined) throw new Error('Resolvers are called by way of the subgraph alone.');
    const isWrite = isWriteIn(count, info);
    const handOut = (value: unknown): unknown => {
      const refusal = charge(count, measure(value, shapeOf(info)), place);
      if (refusal !== null && !isWrite) {
        forget(value);
        return stopAt(count, refusal);
      }
      return Array.isArray(value) ? countPromised(value, handOut) : value;
    };
    const refusal = charge(count, price, place);
    if (refusal !== null && !isWrite) return stopAt(count, refusal);
    const value: unknown = resolve(source, args, context, info);
    return isPromise(value) ? value.then(handOut) : handOut(value);
  };
}

/** Values that are there at once count with the object that has them. */
function countAwaited(
  resolve: GraphQLFieldResolver<unknown, object>,
  place: string,
  counts: WeakMap<object, Count>,
): GraphQLFieldResolver<unknown, object> {
  return (source, args: unknown, context, info) => {
    const value: unknown = resolve(source, args, context, info);
    const count = isPromise(value) ? counts.get(context) : undefined;
    if (count === undefined || isWriteIn(count, info)) return value;
    const refusal = charge(count, RESOLVED, place);
    if (refusal === null) return value;
    forget(value);
    return stopAt(count, refusal);
  };
}

/** What became of a write is told in any case. */
function isWriteIn({ writes }: Count, { path }: GraphQLResolveInfo): boolean {
  return writes && path.prev === undefined;
}

/** Why that much is not given; null if it may be. */
function charge(count: Count, values: number, place: string): MerciaError | null {
  if (count.stopped !== null) return count.stopped;
  count.values += values;
  count.operation.values += values;
  const refusal = refuseSize(count.operation, place) ?? tellOf(count);
  if (refusal !== null) count.stop(refusal);
  return refusal;
}

function tellOf(count: Count): MerciaError | null {
  const values = count.values - count.told;
  if (values < CHARGED_AT_ONCE) return null;
  count.told = count.values;
  return count.tell(values);
}

/** A question that writes goes on, with an error where it would hand out more. */
function stopAt({ writes, never }: Count, reason: MerciaError): Promise<never> {
  if (writes) throw reason;
  return never;
}

/** What is still to come is awaited by nobody then, and must not end the process where it fails. */
function forget(value: unknown): void {
  const promised = Array.isArray(value) ? value.filter(isPromise) : [value].filter(isPromise);
  for (const one of promised) one.catch(() => undefined);
}

function countPromised(entries: readonly unknown[], handOut: (entry: unknown) => unknown): readonly unknown[] {
  if (!entries.some(isPromise)) return entries;
  return entries.map((entry) => (isPromise(entry) ? entry.then(handOut) : entry));
}

function finish(count: Count, result: ExecutionResult): CountedResult {
  const { operation, values, writes, stopped } = count;
  if (stopped !== null) return { result: withOne(stopped, result), size: { values, characters: 0 } };
  const characters = values < FEW_VALUES ? 0 : countCharacters(result.data, ANSWER_LIMITS.characters);
  operation.characters += characters;
  const refusal = writes ? null : refuseSize(operation);
  return { result: refusal === null ? result : toRefusal(refusal), size: { values, characters } };
}

function toRefusal(reason: MerciaError): ExecutionResult {
  return { errors: [new GraphQLError(reason.message, { originalError: reason })] };
}

function withOne(refusal: MerciaError, { errors = [], ...rest }: ExecutionResult): ExecutionResult {
  const first = errors.findIndex(({ originalError }) => originalError === refusal);
  return { ...rest, errors: errors.filter(({ originalError }, at) => at === first || originalError !== refusal) };
}
