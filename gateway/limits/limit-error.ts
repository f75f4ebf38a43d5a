import { GraphQLError } from 'graphql';
import { ERROR_CODES } from '#platform/errors.ts';
import type { ErrorCode } from '#platform/errors.ts';

/** A refusal that says which limit was met; answered with the HTTP status of its code. */
export class LimitError extends GraphQLError {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(message, { extensions: { code, http: { status: ERROR_CODES[code].status } } });
    this.code = code;
  }
}
