import { GraphQLError } from 'graphql';
import { isMerciaError, MerciaError } from './errors.ts';
import type { Logger } from './logger.ts';

/** Where an error happened, for its `extensions` and its line in the log. */
export interface ErrorPlace {
  readonly subgraph: string;
  readonly correlationId: string | null;
  readonly logger: Logger;
}

/**
 * An error as it leaves a subgraph: coded, without a stack, without what caused it. Errors of ours and faults of the
 * request itself keep their message; anything else is logged and masked.
 */
export function toSubgraphError(error: GraphQLError, place: ErrorPlace): GraphQLError {
  const cause = toMerciaError(error, place);
  const { subgraph, correlationId } = place;
  return new GraphQLError(cause.message, {
    ...(error.path === undefined ? {} : { path: error.path }),
    extensions: {
      code: cause.code,
      ...(cause.system === undefined ? {} : { system: cause.system }),
      subgraph,
      ...(correlationId === null ? {} : { correlationId }),
    },
  });
}

function toMerciaError(error: GraphQLError, { subgraph, correlationId, logger }: ErrorPlace): MerciaError {
  const original = error.originalError;
  if (isMerciaError(original)) {
    if (original.code === 'INTERNAL') logger.error({ err: original, subgraph, correlationId }, 'A resolver failed');
    return original;
  }
  // Without a path and without a cause it is the request that cannot be read: its syntax, its fields, its variables.
  if (original === undefined && error.path === undefined) return new MerciaError('BAD_USER_INPUT', error.message);
  logger.error({ err: original ?? error, path: error.path, subgraph, correlationId }, 'A resolver failed');
  return new MerciaError(
    'INTERNAL',
    `[${subgraph}] This field could not be answered; its correlation id finds it in the log.`,
  );
}
