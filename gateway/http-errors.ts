/** Errors before a query is even read, in the shape that GraphQL clients read. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { ERROR_CODES, isMerciaError } from '#platform/errors.ts';
import type { MerciaError } from '#platform/errors.ts';
import type { Logger } from '#platform/logger.ts';
import { CORRELATION_HEADER } from './correlation.ts';
import { isPublicCode, MASKED_MESSAGE } from './public-errors.ts';

export interface HttpRefusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export function createErrorHandler(logger: Logger, bodyBytes: number) {
  return async (
    error: FastifyError | MerciaError,
    _request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> => {
    const correlationId = String(reply.getHeader(CORRELATION_HEADER));
    const {
      status,
      code,
      message,
      headers = {},
    } = isMerciaError(error) ? toHttpRefusal(error) : describe(error, bodyBytes);
    if (code === 'INTERNAL') logger.error({ err: error, correlationId }, 'An error was masked');
    return reply
      .code(status)
      .headers({ 'cache-control': 'no-store', ...headers })
      .send({ errors: [{ message, extensions: { code, correlationId } }] });
  };
}

/** An error of ours as HTTP tells it: status, what anybody may read of it, and what to do in headers. */
export function toHttpRefusal(error: MerciaError): HttpRefusal {
  const { code, publicMessage: message, retryAfterSeconds } = error;
  if (!isPublicCode(code)) return { status: 500, code: 'INTERNAL', message: MASKED_MESSAGE };
  const headers = {
    // RFC 6750, section 3.
    ...(code === 'UNAUTHENTICATED' ? { 'www-authenticate': 'Bearer realm="mercia", error="invalid_token"' } : {}),
    ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
  };
  return { status: ERROR_CODES[code].status, code, message, headers };
}

function describe(error: FastifyError, bodyBytes: number): HttpRefusal {
  const status = error.statusCode ?? 500;
  if (status === 413) {
    const message = `The body is larger than the ${bodyBytes} bytes that this graph reads. Ask for fewer keys at once.`;
    return { status, code: 'REQUEST_TOO_LARGE', message };
  }
  if (status === 415) {
    return { status, code: 'BAD_REQUEST', message: 'Send the query as JSON: content-type application/json.' };
  }
  if (status >= 400 && status < 500) {
    return { status, code: 'BAD_REQUEST', message: 'The request cannot be read: is its body valid JSON?' };
  }
  return { status: 500, code: 'INTERNAL', message: MASKED_MESSAGE };
}
