import { GraphQLError } from 'graphql';
import { isMerciaError, MerciaError } from './errors.ts';
import type { ErrorCode } from './errors.ts';
import type { Logger } from './logger.ts';

/** Where an error happened, for its `extensions` and its line in the log. */
export interface ErrorPlace {
  readonly subgraph: string;
  readonly correlationId: string | null;
  readonly logger: Logger;
}

/** Errors that speak of the request itself: their message is for whoever made it, and names no host. */
const ABOUT_THE_REQUEST: ReadonlySet<ErrorCode> = new Set([
  'BAD_USER_INPUT',
  'CAPABILITY_UNSUPPORTED',
  'FORBIDDEN',
  'LIST_TOO_LONG',
  'QUERY_TOO_COSTLY',
  'RATE_LIMITED',
  'UNAUTHENTICATED',
]);

/**
 * An error as it leaves a subgraph: coded, without a stack, without what caused it. One that speaks of the request keeps its
 * message; of one that speaks of a system, a part or the database the sentence of its code is told, and the rest is logged,
 * addresses with it. Anything else is logged and masked.
 */
export function toSubgraphError(error: GraphQLError, place: ErrorPlace): GraphQLError {
  const cause = toMerciaError(error, place);
  const { subgraph, correlationId } = place;
  return new GraphQLError(ABOUT_THE_REQUEST.has(cause.code) ? cause.message : cause.publicMessage, {
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
    else if (!ABOUT_THE_REQUEST.has(original.code)) {
      logger.warn({ err: original, path: error.path, subgraph, correlationId }, 'A field could not be answered');
    }
    return original;
  }
  // Without a path and without a cause it is the request that cannot be read: its syntax, its fields, its variables.
  if (original === undefined && error.path === undefined) return new MerciaError('BAD_USER_INPUT', error.message);
  logger.error({ err: original ?? error, path: error.path, subgraph, correlationId }, 'A resolver failed');
  const publicMessage = `[${subgraph}] This field could not be answered; its correlation id finds it in the log.`;
  return new MerciaError('INTERNAL', publicMessage, { publicMessage });
}
