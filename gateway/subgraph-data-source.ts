/** What the query plan of `@apollo/gateway` fetches from: one subgraph, asked through its executor. */
import type { GraphQLDataSource } from '@apollo/gateway';
import { GraphQLError, Kind, OperationTypeNode, type DocumentNode, type SelectionSetNode } from 'graphql';
import { withinTime } from '#platform/deadline.ts';
import { isMerciaError, MerciaError } from '#platform/errors.ts';
import type { Logger } from '#platform/logger.ts';
import type { SubgraphExecutor } from '#platform/subgraph.ts';
import type { LargeAnswers } from './limits/large-answers.ts';
import type { GatewayContext } from './request-context.ts';

type Options = Parameters<GraphQLDataSource['process']>[0];
type Response = Awaited<ReturnType<GraphQLDataSource['process']>>;

/**
 * Milliseconds behind the request's deadline after which a subgraph that is still silent is taken to be broken; one that
 * is asked only after the deadline, because another was late, has as many to say that it knows nothing.
 */
const GRACE_MS = 1_000;

/** Questions of the patrons part that write down each look: they are not sent again after an answer was cut. */
const LOOKS: ReadonlySet<string> = new Set(['account', 'accountByCard', 'duplicateAccounts']);

/** `... @include(if: $x) { account … }` is sent as it stands: what a directive is on, the plan does not dissolve. */
function isLook({ selections }: SelectionSetNode): boolean {
  return selections.some((one) => {
    if (one.kind === Kind.FIELD) return LOOKS.has(one.name.value);
    return one.kind === Kind.INLINE_FRAGMENT && isLook(one.selectionSet);
  });
}

/** Fragments that are spread stand among the definitions. */
function hasLook(document: DocumentNode | undefined): boolean {
  return document?.definitions.some((one) => 'selectionSet' in one && isLook(one.selectionSet)) ?? false;
}

export interface DataSourceOptions {
  readonly now: () => number;
  readonly logger: Logger;
  /** Of all parts together. */
  readonly largeAnswers: LargeAnswers;
}

/**
 * A subgraph that fails or hangs becomes an error in the answer, never a failed request: its neighbours' data stays. An operation that
 * was given too much is given no more.
 */
export function createSubgraphDataSource(
  name: string,
  execute: SubgraphExecutor,
  { now, logger, largeAnswers }: DataSourceOptions,
): GraphQLDataSource {
  const publicMessage = `The ${name} part did not answer in time.`;
  const tooLate = (): never => {
    throw new MerciaError('SUBGRAPH_UNAVAILABLE', publicMessage, { publicMessage });
  };
  return {
    async process(options: Options): Promise<Response> {
      if (!('incomingRequestContext' in options)) throw new Error('The supergraph is composed beforehand.');
      const { request, document, incomingRequestContext } = options;
      const { signed, time, notLive, correlationId, answerLimit, gone, endCaller } = options.context as GatewayContext;
      const writes = incomingRequestContext.operation.operation === OperationTypeNode.MUTATION;
      const { representations } = request.variables ?? {};
      if (Array.isArray(representations)) answerLimit.addReferences(representations.length);
      const refusal = writes ? null : answerLimit.refusal();
      if (refusal !== null) return { data: null };
      let charged = 0;
      const charge = (values: number): MerciaError | null => {
        charged += values;
        return answerLimit.charge(values);
      };
      const answer = execute({
        query: request.query ?? '',
        document,
        operationName: request.operationName,
        variables: request.variables ?? {},
        context: signed,
        deadline: time.subgraphDeadline,
        readsOnly: !writes && !hasLook(document),
        signal: writes ? undefined : gone,
        charge: writes ? undefined : charge,
      });
      try {
        const patienceMs = Math.max(0, time.deadline - now()) + GRACE_MS;
        const result = await withinTime(answer, patienceMs, tooLate);
        const { data, errors, extensions } = result;
        notLive.add(extensions);
        answerLimit.add(result, charged);
        if (answerLimit.isLarge()) await largeAnswers.turn(endCaller);
        time.heard();
        // What is given up is not joined with the rest.
        if (!writes && (answerLimit.refusal() !== null || gone.aborted)) return { data: null };
        return { data: data ?? null, ...(errors === undefined ? {} : { errors: errors.map(toFormatted) }) };
      } catch (error) {
        logger.warn({ err: error, subgraph: name, correlationId }, 'A part did not answer');
        return { data: null, errors: [toFormatted(toPartError(error, name))] };
      }
    },
  };
}

/** Where a part stands is for the log alone. What is no error of ours is masked at the door. */
function toPartError(error: unknown, name: string): GraphQLError {
  if (isMerciaError(error)) {
    const extensions = { code: error.code, subgraph: name };
    return new GraphQLError(error.publicMessage, { originalError: error, extensions });
  }
  return new GraphQLError(`The ${name} part failed.`, { extensions: { code: 'INTERNAL', subgraph: name } });
}

/** In the same process these are errors, over HTTP they are plain objects already. */
function toFormatted(error: GraphQLError): ReturnType<GraphQLError['toJSON']> {
  return error instanceof GraphQLError ? error.toJSON() : error;
}
