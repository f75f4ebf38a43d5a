/** Errors before a query is even read, in the shape that GraphQL clients read. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '#platform/logger.ts';
import { CORRELATION_HEADER } from './correlation.ts';
import { MASKED_MESSAGE } from './public-errors.ts';

export function createErrorHandler(logger: Logger, bodyBytes: number) {
  return async (error: FastifyError, _request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const correlationId = String(reply.getHeader(CORRELATION_HEADER));
    const { status, code, message } = describe(error, bodyBytes);
    if (code === 'INTERNAL') logger.error({ err: error, correlationId }, 'An error was masked');
    return reply.code(status).send({ errors: [{ message, extensions: { code, correlationId } }] });
  };
}

function describe(error: FastifyError, bodyBytes: number): { status: number; code: string; message: string } {
  const status = error.statusCode ?? 500;
  if (status === 413) {
    return { status, code: 'REQUEST_TOO_LARGE', message: `The body is larger than the ${bodyBytes} bytes read.` };
  }
  if (status === 415) {
    return { status, code: 'BAD_REQUEST', message: 'Send the query as JSON: content-type application/json.' };
  }
  if (status >= 400 && status < 500) {
    return { status, code: 'BAD_REQUEST', message: 'The request cannot be read: is its body valid JSON?' };
  }
  return { status: 500, code: 'INTERNAL', message: MASKED_MESSAGE };
}
