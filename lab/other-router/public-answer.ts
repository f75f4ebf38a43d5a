/** What of an answer leaves a router that is not Mercia's own gateway: errors as that gateway shows them. */
import type { GraphQLFormattedError } from 'graphql';
import { isPublicCode, toPublicError, withCorrelationId } from '#gateway/public-errors.ts';
import type { Logger } from '#platform/logger.ts';

/** A result as the router would send it; its errors may still carry what it asked of whom. */
export interface RouterResult {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[];
}

export interface PublicAnswer extends RouterResult {
  /** The status for GraphQL Yoga, which Hive Gateway is built on; it takes the entry out again. */
  readonly extensions?: { readonly http: { readonly status: number } };
}

/**
 * Every error masked and coded, with the correlation id; words that do not leave are logged under it. An answer without
 * `data` has the status that the router gave its errors, 500 where it gave none; one with `data` is 200, whoever failed.
 */
export function toPublicAnswer(result: RouterResult, correlationId: string, logger: Logger): PublicAnswer {
  if (result.errors === undefined || result.errors.length === 0) return result;
  const errors = result.errors.map((error) => {
    const shown = toPublicError(withOurWords(error), error);
    // Its extensions are not logged: they hold the whole question to the subgraph.
    const { message, path } = error;
    if (shown.message !== message) logger.error({ said: message, path, correlationId }, 'An error was masked');
    return withCorrelationId(shown, correlationId);
  });
  if ('data' in result) return { data: result.data, errors };
  return { errors, extensions: { http: { status: statusOf(result.errors) } } };
}

/**
 * The router's own words about a subgraph that failed name its address and repeat the question. A code that is none of
 * ours tells them from an error that the subgraph itself gave.
 */
function withOurWords(error: GraphQLFormattedError): GraphQLFormattedError {
  const { code, subgraph = error.extensions?.['serviceName'] } = error.extensions ?? {};
  if (typeof subgraph !== 'string' || isPublicCode(code) || code === 'INTERNAL') return error;
  return {
    message: `The ${subgraph} part did not answer as it should.`,
    ...(error.path === undefined ? {} : { path: error.path }),
    extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph },
  };
}

function statusOf(errors: readonly GraphQLFormattedError[]): number {
  const statuses = errors.map(({ extensions = {} }) => {
    const { http } = extensions as { readonly http?: { readonly status?: number } };
    return http?.status ?? 500;
  });
  return Math.max(...statuses);
}
