/** Puts every error of an answer where clients look for it, and what was masked into the log. */
import type { ApolloServerPlugin } from '@apollo/server';
import type { Logger } from '#platform/logger.ts';
import { isPublicCode, toNullError, withCorrelationId } from './public-errors.ts';
import type { GatewayContext } from './request-context.ts';

export function createErrorsPlugin(logger: Logger): ApolloServerPlugin<GatewayContext> {
  return {
    async requestDidStart({ contextValue: { correlationId } }) {
      return {
        async didEncounterErrors({ errors, operationName }) {
          for (const err of errors) {
            if (isPublicCode(err.extensions['code'])) continue;
            logger.error({ err, correlationId, operationName }, 'An error was masked');
          }
        },
        async willSendResponse({ response: { body }, operationName }) {
          if (body.kind !== 'single') return;
          const { errors = [], extensions = {} } = body.singleResult;
          const { valueCompletion, ...rest } = extensions;
          const nulls = Array.isArray(valueCompletion) ? valueCompletion.map(toNullError) : [];
          if (nulls.length > 0)
            logger.error({ nulls, correlationId, operationName }, 'A subgraph gave a forbidden null');
          const all = [...errors, ...nulls].map((error) => withCorrelationId(error, correlationId));
          if (all.length > 0) body.singleResult.errors = all;
          if (Object.keys(rest).length > 0) body.singleResult.extensions = rest;
          else delete body.singleResult.extensions;
        },
      };
    },
  };
}
