import { GraphQLError } from 'graphql';
import { badUserInput, isMerciaError, MerciaError, type ErrorCode } from './errors.ts';
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

interface LogLine {
  readonly level: 'warn' | 'error';
  readonly message: string;
  readonly err: Error;
  readonly path: GraphQLError['path'];
  /** How many errors of one question it stands for. */
  times: number;
}

/**
 * Errors as they leave a subgraph: coded, without a stack, without what caused them. One that speaks of the request keeps its
 * message; of one that speaks of a system, a part or the database the sentence of its code is told, and the rest is logged,
 * addresses with it. Anything else is logged and masked. What many fields failed of alike is one line of the log.
 */
export function toSubgraphErrors(errors: readonly GraphQLError[], place: ErrorPlace): readonly GraphQLError[] {
  const { subgraph, correlationId, logger } = place;
  const lines = new Map<string, LogLine>();
  const told = errors.map((error) => {
    const cause = toMerciaError(error, subgraph);
    const line = toLogLine(error, cause);
    if (line !== null) {
      const name = `${cause.code} ${cause.system ?? ''} ${line.err.name} ${line.err.message}`;
      const same = lines.get(name);
      if (same === undefined) lines.set(name, line);
      else same.times += 1;
    }
    return toTold(error, cause, place);
  });
  for (const { level, message, err, path, times } of lines.values()) {
    const where = { ...(path === undefined ? {} : { path }), subgraph, correlationId };
    logger[level]({ err, ...where, ...(times === 1 ? {} : { times }) }, message);
  }
  return told;
}

function toTold({ path }: GraphQLError, cause: MerciaError, { subgraph, correlationId }: ErrorPlace): GraphQLError {
  return new GraphQLError(ABOUT_THE_REQUEST.has(cause.code) ? cause.message : cause.publicMessage, {
    ...(path === undefined ? {} : { path }),
    extensions: {
      code: cause.code,
      ...(cause.system === undefined ? {} : { system: cause.system }),
      subgraph,
      ...(correlationId === null ? {} : { correlationId }),
    },
  });
}

function toMerciaError(error: GraphQLError, subgraph: string): MerciaError {
  const { originalError, path } = error;
  if (isMerciaError(originalError)) return originalError;
  // Without a path and without a cause it is the request that cannot be read: its syntax, its fields, its variables.
  if (originalError === undefined && path === undefined) return badUserInput(error.message);
  const publicMessage = `[${subgraph}] This field could not be answered; its correlation id finds it in the log.`;
  return new MerciaError('INTERNAL', publicMessage, { publicMessage });
}

function toLogLine(error: GraphQLError, { code }: MerciaError): LogLine | null {
  if (ABOUT_THE_REQUEST.has(code)) return null;
  const { path, originalError: err = error } = error;
  return code === 'INTERNAL'
    ? { level: 'error', message: 'A resolver failed', err, path, times: 1 }
    : { level: 'warn', message: 'A field could not be answered', err, path, times: 1 };
}
