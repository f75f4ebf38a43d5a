import { GraphQLError } from 'graphql';
import type { ASTNode } from 'graphql';
import { ERROR_CODES } from '#platform/errors.ts';
import type { ErrorCode } from '#platform/errors.ts';

/** A refusal that says which limit was met; answered with the HTTP status of its code. */
export function createLimitError(code: ErrorCode, message: string, node?: ASTNode): GraphQLError {
  return new GraphQLError(message, {
    ...(node === undefined ? {} : { nodes: node }),
    extensions: { code, http: { status: ERROR_CODES[code].status } },
  });
}
