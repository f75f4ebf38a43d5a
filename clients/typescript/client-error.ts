import type { AnswerError } from './answer-error.ts';
import type { GraphErrorCode } from './error-codes.ts';

/**
 * `NETWORK`: no connection, or it broke off. `TIMEOUT`: no answer within `timeoutMs`. `BAD_RESPONSE`: something that is not an
 * answer of a graph. `PAGE_MISSING`: a page could not be read, so a list ends too early. Else the graph refused the request as
 * a whole, with its own code.
 */
export type ClientErrorCode = 'NETWORK' | 'TIMEOUT' | 'BAD_RESPONSE' | 'PAGE_MISSING' | GraphErrorCode;

export interface ClientErrorDetails {
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
