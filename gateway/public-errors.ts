/**
 * What of an error leaves the house: its message, place and code where the error was meant to be seen, a constant
 * sentence where it was not. Never a stack, a query of ours to a subgraph, or a path of the machine. Pure.
 */
import type { GraphQLFormattedError } from 'graphql';
import { ERROR_CODES } from '#platform/errors.ts';

/** Codes of GraphQL servers at large, beside those of ours. */
const STANDARD_CODES: ReadonlySet<string> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/** Codes of our own that say nothing a caller may know. */
const MASKED_CODES: ReadonlySet<string> = new Set(['INTERNAL', 'CONFIG_INVALID']);

export const MASKED_MESSAGE = 'Something went wrong inside Mercia; the correlation id finds it in the log.';

/** True for an error whose own words may be seen. */
export function isPublicCode(code: unknown): code is string {
  return (
    typeof code === 'string' &&
    !MASKED_CODES.has(code) &&
    (Object.hasOwn(ERROR_CODES, code) || STANDARD_CODES.has(code))
  );
}

/** The only extensions that leave: `code`, `system`, `subgraph`, `correlationId`. */
export function toPublicError(error: GraphQLFormattedError): GraphQLFormattedError {
  const { code: given, system, serviceName, subgraph = serviceName } = error.extensions ?? {};
  const code = isTokenLimit(error) ? 'QUERY_TOO_LARGE' : given;
  const masked = !isPublicCode(code);
  return {
    message: masked ? MASKED_MESSAGE : error.message,
    ...(error.locations === undefined ? {} : { locations: error.locations }),
    ...(error.path === undefined ? {} : { path: error.path }),
    extensions: {
      code: masked ? 'INTERNAL' : code,
      ...(typeof system === 'string' ? { system } : {}),
      ...(typeof subgraph === 'string' ? { subgraph } : {}),
    },
  };
}

/** The parser of `graphql` gives its token limit no code of its own, and neither does Apollo's limit on fragments. */
function isTokenLimit({ message, extensions }: GraphQLFormattedError): boolean {
  return extensions?.['code'] === 'GRAPHQL_PARSE_FAILED' && /contains more than \d+ tokens/.test(message);
}

/** A null where the schema forbids one, which the gateway hides in `extensions.valueCompletion`. */
export function toNullError(completion: unknown): GraphQLFormattedError {
  const path =
    isRecord(completion) && Array.isArray(completion['path']) ? (completion['path'] as (string | number)[]) : null;
  return {
    message: 'A value that must not be null was null.',
    ...(path === null ? {} : { path }),
    extensions: { code: 'INTERNAL' },
  };
}

export function withCorrelationId(error: GraphQLFormattedError, correlationId: string): GraphQLFormattedError {
  return { ...error, extensions: { ...error.extensions, correlationId } };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
