/**
 * Fills in the defaults of variables that were left out, once, before anything reads them: whoever plans an operation hands on the
 * variables that came, and a part that is told `String!` without the default refuses it.
 */
import type { ApolloServerPlugin } from '@apollo/server';
import { valueFromASTUntyped } from 'graphql';
import type { OperationDefinitionNode } from 'graphql';

type Variables = Record<string, unknown>;

export const variableDefaultsPlugin: ApolloServerPlugin = {
  async requestDidStart() {
    return {
      async didResolveOperation({ operation, request }) {
        if (operation !== undefined) request.variables = { ...defaultsOf(operation), ...request.variables };
      },
    };
  },
};

/** As JSON has them: each is read once more by its type, as if it had come with the request. */
function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Variables {
  return Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue === undefined ? [] : [[variable.name.value, valueFromASTUntyped(defaultValue)]],
    ),
  );
}
