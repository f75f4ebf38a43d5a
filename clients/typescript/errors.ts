/** Codes of the graph's errors, `extensions.code`; what each means is in docs/errors.md and docs/gateway.md. */
export const GRAPH_ERROR_CODES = [
  'LMS_UNAVAILABLE',
  'LMS_TIMEOUT',
  'LMS_RATE_LIMITED',
  'LMS_CIRCUIT_OPEN',
  'LMS_BAD_RESPONSE',
  'LMS_AUTH_FAILED',
  'LMS_NOT_PERMITTED',
  'LMS_TOO_MANY_ITEMS',
  'CAPABILITY_UNSUPPORTED',
  'BAD_USER_INPUT',
  'UNAUTHENTICATED',
  'IDENTITY_UNAVAILABLE',
  'RATE_LIMITED',
  'FORBIDDEN',
  'QUERY_TOO_LARGE',
  'QUERY_TEXT_TOO_LONG',
  'QUERY_TOO_COMPLEX',
  'QUERY_TOO_DEEP',
  'QUERY_TOO_MANY_ALIASES',
  'QUERY_TOO_COSTLY',
  'LIST_TOO_LONG',
  'REQUEST_TOO_LARGE',
  'SUBGRAPH_UNAVAILABLE',
  'GRAPH_UNAVAILABLE',
  'GRAPH_TIMEOUT',
  'DELIVERY_FAILED',
  'CONFIG_INVALID',
  'FEED_RESTARTED',
  'STORE_UNAVAILABLE',
  'INTERNAL',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'PERSISTED_QUERY_NOT_SUPPORTED',
] as const;

/** A code that is known here, or one that a later graph has. */
export type GraphErrorCode = (typeof GRAPH_ERROR_CODES)[number] | (string & {});

/** What is wrong with one part of an answer; the rest of `data` is there. */
export interface AnswerError {
  readonly code: GraphErrorCode;
  readonly message: string;
  /** The place in `data` that is null because of it; empty if the whole answer is meant. */
  readonly path: readonly (string | number)[];
  /** Id of the library system concerned; null if none is. */
  readonly system: string | null;
  /** Names the request in Mercia's log. */
  readonly correlationId: string | null;
}

/**
 * `NETWORK`: no connection, or it broke off. `TIMEOUT`: no answer within `timeoutMs`. `BAD_RESPONSE`: something that is not an
 * answer of a graph. `PAGE_MISSING`: a page could not be read, so a list ends too early. Else the graph refused the request as
 * a whole, with its own code.
 */
export type ClientErrorCode = 'NETWORK' | 'TIMEOUT' | 'BAD_RESPONSE' | 'PAGE_MISSING' | GraphErrorCode;

interface ClientErrorDetails {
  /** HTTP status; null if there was no response. */
  readonly status?: number | null;
  readonly errors?: readonly AnswerError[];
  /** How long the graph asked to wait; null if it did not. */
  readonly retryAfterMs?: number | null;
  readonly cause?: unknown;
}

/** There is no answer at all. What is wrong with a part of an answer is in its `errors`, and nothing is thrown. */
export class MerciaClientError extends Error {
  override readonly name = 'MerciaClientError';
  readonly code: ClientErrorCode;
  readonly status: number | null;
  readonly errors: readonly AnswerError[];
  readonly retryAfterMs: number | null;

  constructor(code: ClientErrorCode, message: string, details: ClientErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.status = details.status ?? null;
    this.errors = details.errors ?? [];
    this.retryAfterMs = details.retryAfterMs ?? null;
  }
}
