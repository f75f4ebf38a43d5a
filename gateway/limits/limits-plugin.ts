/** The limits that need the schema and the variables: checked for each request, before anything is asked. */
import type { ApolloServerPlugin } from '@apollo/server';
import { HeaderMap } from '@apollo/server';
import { getVariableValues, GraphQLError, Kind, OperationTypeNode } from 'graphql';
import type {
  DocumentNode,
  FragmentDefinitionNode,
  GraphQLFormattedError,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';
import { toPublicError } from '../public-errors.ts';
import { estimateCost } from './cost.ts';
import { tellTooCostly } from './costly-message.ts';
import { LimitError } from './limit-error.ts';
import type { Limits } from './limits.ts';
import type { SizeOf } from './list-sizes.ts';
import { findSecretInAddress } from './secrets.ts';

export function createLimitsPlugin(limits: Limits, sizeOf: SizeOf): ApolloServerPlugin {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, operation, document, request }) {
          if (operation === undefined) throw createUnresolvedError(request.operationName);
          if (operation.operation === OperationTypeNode.SUBSCRIPTION)
            throw toResolutionError('This graph has no subscriptions.');
          const secret = request.http?.method === 'GET' ? findSecretInAddress(document) : null;
          if (secret !== null) throw secret;
          const fragments = findFragments(document);
          const variables = request.variables ?? {};
          const estimate = estimateCost({ schema, operation, fragments, variables, sizeOf });
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
        },
        async responseForOperation({ schema, operation, request }) {
          const errors = findVariableFaults(schema, operation, request.variables ?? {});
          if (errors.length === 0) return null;
          return {
            http: { status: 400, headers: new HeaderMap() },
            body: { kind: 'single', singleResult: { errors: errors } },
          };
        },
      };
    },
  };
}

/** How many faults of variables are reported; `graphql` alone would report them all, a hundred thousand if need be. */
const TOLD_FAULTS = 10;

function findVariableFaults(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): readonly GraphQLFormattedError[] {
  const { errors = [] } = getVariableValues(schema, variableDefinitions, { ...variables }, { maxErrors: TOLD_FAULTS });
  return errors.map((error) => toPublicError({ ...error.toJSON(), extensions: { code: 'BAD_USER_INPUT' } }, error));
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
