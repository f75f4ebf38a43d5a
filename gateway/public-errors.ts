/**
 * What of an error leaves the house: its message, place and code where the error was meant to be seen, a constant
 * sentence where it was not. Never a stack, a query of ours to a subgraph, or a path of the machine. Pure.
 */
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { isErrorCode, type ErrorCode } from '#platform/errors.ts';
import { LimitError } from './limits/limit-error.ts';

/** Codes of GraphQL servers at large, besides ours. */
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
  return typeof code === 'string' && !MASKED_CODES.has(code) && (isErrorCode(code) || STANDARD_CODES.has(code));
}

/**
 * Of the extensions only `code`, `system` and `subgraph` leave. `cause` is the error itself: Apollo gives every error of
 * validation one code, and keeps ours below it.
 */
export function toPublicError(error: GraphQLFormattedError, cause: unknown): GraphQLFormattedError {
  const { code: given, system, serviceName, subgraph = serviceName } = error.extensions ?? {};
  const limit = findLimit(error, cause);
  const code = limit?.code ?? given;
  const masked = !isPublicCode(code);
  return {
    message: masked ? MASKED_MESSAGE : withoutValue(limit?.message ?? error.message),
    ...(error.locations === undefined ? {} : { locations: error.locations }),
    ...(error.path === undefined ? {} : { path: error.path }),
    extensions: {
      code: masked ? 'INTERNAL' : code,
      ...(typeof system === 'string' ? { system } : {}),
      ...(typeof subgraph === 'string' ? { subgraph } : {}),
    },
  };
}

interface MetLimit {
  readonly code: ErrorCode;
  readonly message: string;
}

/** A limit that was met, whoever checks it: a check of ours, or the parser of `graphql`. */
function findLimit({ message }: GraphQLFormattedError, cause: unknown): MetLimit | null {
  const original = cause instanceof GraphQLError ? cause.originalError : undefined;
  if (original instanceof LimitError) return { code: original.code, message };
  const tokens = /^Syntax Error: Document contains more \w+ (\d+) tokens/.exec(message)?.[1];
  if (tokens !== undefined) {
    return { code: 'QUERY_TOO_LARGE', message: `The query has more than the ${tokens} tokens that this graph reads.` };
  }
  return null;
}

/** A null where the schema forbids one, which the gateway hides in `extensions.valueCompletion`. */
export function toNullError(completion: unknown): GraphQLFormattedError {
  const path =
    isRecord(completion) && Array.isArray(completion['path']) ? (completion['path'] as (string | number)[]) : null;
  const message = isRecord(completion) && typeof completion['message'] === 'string' ? completion['message'] : null;
  return {
    message: message ?? 'A value that must not be null was null.',
    ...(path === null ? {} : { path }),
    extensions: { code: 'INTERNAL' },
  };
}

export function withCorrelationId(error: GraphQLFormattedError, correlationId: string): GraphQLFormattedError {
  return { ...error, extensions: { ...error.extensions, correlationId } };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Faults of variables are told without what was sent: a PIN in the wrong place is still a PIN. */
const FAULT = /^Variable "\$(?<name>\w+)" got invalid value /u;
/** Behind the value, where it stands within the variable. */
const PLACE = / at "(?<place>[\w.[\]]+)"; /gu;
/** What can be said by names of the schema and of fields alone; everything else that `graphql` says repeats the value. */
const REASON =
  /(?:Field "\w+" of required type "[\w![\]]+" was not provided|Field "\w+" is not defined by type "\w+"|Expected (?:non-nullable )?type "[\w![\]]+" (?:to be an object|not to be null))\./u;

/** The message as it was where it is of something else. */
export function withoutValue(message: string): string {
  const name = FAULT.exec(message)?.groups?.['name'];
  if (name === undefined) return message;
  const place = [...message.matchAll(PLACE)].at(-1)?.groups?.['place'];
  const reason = REASON.exec(message)?.[0] ?? 'Its value is none of the type that is asked for.';
  return `Variable "$${name}" cannot be read${place === undefined ? '' : ` at "${place}"`}. ${reason}`;
}
