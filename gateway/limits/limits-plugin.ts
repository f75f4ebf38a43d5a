/** The limits that need the schema and the variables: checked for each request, before anything is asked. */
import { HeaderMap } from '@apollo/server';
import type { ApolloServerPlugin } from '@apollo/server';
import { getVariableValues, GraphQLError, Kind, OperationTypeNode } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode, GraphQLFormattedError } from 'graphql';
import { LRUCache } from 'lru-cache';
import { measureDocument } from '#platform/document-extent.ts';
import { toPublicError } from '../public-errors.ts';
import type { GatewayContext } from '../request-context.ts';
import { estimateCost } from './cost.ts';
import type { CostlyStep, Estimate } from './cost.ts';
import { LimitError } from './limit-error.ts';
import type { Limits } from './limits.ts';
import type { SizeOf } from './list-sizes.ts';
import { findSecretInAddress } from './secrets.ts';

/** What planning and compiling count for each field that is written out: half a millisecond of the processor. */
const VALUES_OF_A_FIELD = 100;
/** So many fields are remembered as planned, about as many as plans are kept of. */
const PLANNED = { max: 500, maxSize: 10_000 };

export function createLimitsPlugin(limits: Limits, sizeOf: SizeOf): ApolloServerPlugin<GatewayContext> {
  const planned = new LRUCache<string, true>(PLANNED);
  /** Counts to whoever asks first what planning it takes; throws where they were given too much of late. */
  function chargePlan(plan: string, document: DocumentNode, { answerLimit }: GatewayContext): void {
    if (planned.get(plan) === true) return;
    const fields = Math.max(1, measureDocument(document).selections);
    const refusal = answerLimit.charge(fields * VALUES_OF_A_FIELD);
    if (refusal !== null) throw new LimitError(refusal.code, refusal.publicMessage);
    planned.set(plan, true, { size: fields });
  }
  return {
    async requestDidStart() {
      let faults: readonly GraphQLError[] = [];
      return {
        async didResolveOperation({ schema, operation, document, request, queryHash, contextValue }) {
          if (operation === undefined) throw createUnresolvedError(request.operationName);
          if (operation.operation === OperationTypeNode.SUBSCRIPTION)
            throw toResolutionError('This graph has no subscriptions.');
          const secret = request.http?.method === 'GET' ? findSecretInAddress(document) : null;
          if (secret !== null) throw secret;
          const fragments = findFragments(document);
          const { coerced, errors } = getVariableValues(
            schema,
            operation.variableDefinitions ?? [],
            { ...request.variables },
            { maxErrors: TOLD_FAULTS },
          );
          // Told by `responseForOperation`.
          faults = errors ?? [];
          const estimate =
            coerced === undefined ? null : estimateCost({ schema, operation, fragments, variables: coerced, sizeOf });
          if (estimate === null) return;
          const { cost, longestList } = estimate;
          if (longestList !== null && longestList.length > limits.listLength) {
            const { field, argument, length } = longestList;
            const message = `${field}: "${argument}" holds ${length} values; this graph takes ${limits.listLength}.`;
            throw new LimitError('LIST_TOO_LONG', message);
          }
          if (cost > limits.cost) {
            throw new LimitError('QUERY_TOO_COSTLY', tellTooCostly(estimate, limits.cost));
          }
          chargePlan(`${queryHash} ${request.operationName ?? ''}`, document, contextValue);
        },
        async responseForOperation() {
          if (faults.length === 0) return null;
          const errors = faults.map(toFault);
          return {
            http: { status: 400, headers: new HeaderMap() },
            body: { kind: 'single', singleResult: { errors } },
          };
        },
      };
    },
  };
}

/** How many faults of variables are reported; `graphql` alone would report them all, a hundred thousand if need be. */
const TOLD_FAULTS = 10;

function toFault(error: GraphQLError): GraphQLFormattedError {
  return toPublicError({ ...error.toJSON(), extensions: { code: 'BAD_USER_INPUT' } }, error);
}

/** The gateway would call it a fault of its own. */
function createUnresolvedError(name: string | undefined): GraphQLError {
  const message =
    name === undefined
      ? 'The document holds several operations: say which by "operationName".'
      : `The document holds no operation "${name}".`;
  return toResolutionError(message);
}

function toResolutionError(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } } });
}

function findFragments({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(
    definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
}

/** More fields than this are told from the end: the list itself is the last. */
const TOLD_FIELDS = 8;

/**
 * `The query could cost 5,446,200 points; this graph answers 1,000,000. The dearest part is editions.editions.holdings: 200 × 3 × 3 …`.
 * Names of fields and arguments only, nothing that was sent.
 */
export function tellTooCostly({ cost, findCostliestPath }: Estimate, limit: number): string {
  const path = findCostliestPath();
  const refusal = `The query could cost ${tell(cost)} points; this graph answers ${tell(limit)}.`;
  const last = path.at(-1);
  if (last === undefined) return `${refusal} Ask for fewer fields.`;
  return `${refusal} The dearest part is ${tellPath(path)}: ${tellPlaces(path)}${tell(last.cost)} of ${tell(cost)} points. ${tellAdvice(path)}`;
}

/** Nothing where no list makes it costly. */
function tellPlaces(path: readonly CostlyStep[]): string {
  const places = path.map((step) => step.places).filter((count) => count > 1);
  if (places.length === 0) return '';
  const product = places.reduce((times, count) => times * count, 1);
  const counted = places.length > 1 ? `${places.map(tell).join(' × ')} = ${tell(product)}` : tell(product);
  return `${counted} places, `;
}

function tellPath(path: readonly CostlyStep[]): string {
  const fields = path.map(({ field }) => field);
  return fields.length > TOLD_FIELDS ? `….${fields.slice(-TOLD_FIELDS).join('.')}` : fields.join('.');
}

/** The longest list that the caller made as long comes first. */
function tellAdvice(path: readonly CostlyStep[]): string {
  const lowerable = path
    .filter(({ given, places }) => given !== null && places > 1)
    .toSorted((a, b) => b.places - a.places)
    .map(({ given, places }) => `${given ?? ''} (${tell(places)} now)`);
  if (lowerable.length === 0) return 'Ask for fewer fields, or for some of them in a query of their own.';
  return `Lower ${lowerable.join(' or ')}, or ask for the inner lists in a query of their own.`;
}

function tell(count: number): string {
  return count.toLocaleString('en-GB');
}
