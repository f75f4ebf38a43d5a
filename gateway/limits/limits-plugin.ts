/** The limits that need the schema and the variables: checked for each request, before anything is asked. */
import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, Kind } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode } from 'graphql';
import { estimateCost } from './cost.ts';
import { LimitError } from './limit-error.ts';
import type { Limits } from './limits.ts';
import { findSecretInAddress } from './secrets-rule.ts';

export function createLimitsPlugin(limits: Limits): ApolloServerPlugin {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, operation, document, request }) {
          if (operation === undefined) throw createUnresolvedError(request.operationName);
          const secret = request.http?.method === 'GET' ? findSecretInAddress(document) : null;
          if (secret !== null) throw secret;
          const fragments = findFragments(document);
          const estimate = estimateCost({ schema, operation, fragments, variables: request.variables ?? {} });
          if (estimate === null) return;
          const { cost, longestList } = estimate;
          if (longestList !== null && longestList.length > limits.listLength) {
            const { field, argument, length } = longestList;
            const message = `${field}: "${argument}" holds ${length} values; this graph takes ${limits.listLength}.`;
            throw new LimitError('LIST_TOO_LONG', message);
          }
          if (cost > limits.cost) {
            const advice = 'Ask for fewer keys, smaller pages ("first") or fewer fields.';
            const message = `The query could give ${cost} objects; this graph answers ${limits.cost}. ${advice}`;
            throw new LimitError('QUERY_TOO_COSTLY', message);
          }
        },
      };
    },
  };
}

/** The gateway would call it a fault of its own. */
function createUnresolvedError(name: string | undefined): GraphQLError {
  const message =
    name === undefined
      ? 'The document holds several operations: say which by "operationName".'
      : `The document holds no operation "${name}".`;
  return new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } } });
}

function findFragments({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(
    definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
}
