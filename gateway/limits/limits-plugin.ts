/** The limits that need the schema and the variables: checked for each request, before anything is asked. */
import type { ApolloServerPlugin } from '@apollo/server';
import { Kind } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode } from 'graphql';
import { estimateCost } from './cost.ts';
import { createLimitError } from './limit-error.ts';
import type { Limits } from './limits.ts';

export function createLimitsPlugin(limits: Limits): ApolloServerPlugin {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, operation, document, request }) {
          if (operation === undefined) return;
          const fragments = findFragments(document);
          const estimate = estimateCost({ schema, operation, fragments, variables: request.variables ?? {} });
          if (estimate === null) return;
          const { cost, longestList } = estimate;
          if (longestList !== null && longestList.length > limits.listLength) {
            const { field, argument, length } = longestList;
            const message = `${field}: "${argument}" holds ${length} values; this graph takes ${limits.listLength}.`;
            throw createLimitError('LIST_TOO_LONG', message);
          }
          if (cost > limits.cost) {
            const advice = 'Ask for fewer keys, smaller pages ("first") or fewer fields.';
            const message = `The query could give ${cost} objects; this graph answers ${limits.cost}. ${advice}`;
            throw createLimitError('QUERY_TOO_COSTLY', message);
          }
        },
      };
    },
  };
}

function findFragments({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(
    definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
}
