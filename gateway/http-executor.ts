/** A subgraph that runs apart, asked over HTTP on connections that are kept. */
import type { ExecutionResult } from 'graphql';
import { Pool } from 'undici';
import { ANSWER_LIMITS, tooLarge } from '#platform/answer-size.ts';
import { MerciaError } from '#platform/errors.ts';
import { collectBody, TOO_LONG } from '#platform/http-body.ts';
import { CONTEXT_HEADER } from '#platform/subgraph.ts';
import type { SubgraphExecutor, SubgraphRequest } from '#platform/subgraph.ts';

export interface HttpExecutor {
  readonly execute: SubgraphExecutor;
  /** Closes the connections; questions under way are answered first. */
  close(): Promise<void>;
}

export interface HttpExecutorOptions {
  readonly connections?: number;
  /** Milliseconds until the first byte of an answer, and between any two. */
  readonly timeoutMs?: number;
}

/** An answer within the limits of a part is shorter, whatever letters it is written in. */
const MOST_BYTES = 4 * ANSWER_LIMITS.characters;

/**
 * `url` is the subgraph's GraphQL address. Rejects with SUBGRAPH_UNAVAILABLE where nobody answers, where the answer is
 * no GraphQL response, and after `timeoutMs`; the message names the address, never what was sent. An answer that is too long, of a
 * part that does not count, is read no further: QUERY_TOO_COSTLY.
 */
export function createHttpExecutor(url: string, options: HttpExecutorOptions = {}): HttpExecutor {
  const { origin, pathname, search } = new URL(url);
  const { connections = 16, timeoutMs = 35_000 } = options;
  const pool = new Pool(origin, { connections, headersTimeout: timeoutMs, bodyTimeout: timeoutMs });

  return {
    async execute({ query, operationName, variables, context, signal }: SubgraphRequest): Promise<ExecutionResult> {
      try {
        const { body } = await pool.request({
          method: 'POST',
          path: `${pathname}${search}`,
          headers: { 'content-type': 'application/json', accept: 'application/json', [CONTEXT_HEADER]: context },
          body: JSON.stringify({ query, operationName, variables }),
          signal: signal ?? null,
        });
        return toResult(JSON.parse((await collectBody(body, MOST_BYTES)).toString()));
      } catch (cause) {
        if (isTooLong(cause)) throw tooLarge('characters');
        throw new MerciaError('SUBGRAPH_UNAVAILABLE', `The part at ${origin} did not answer as it should.`, { cause });
      }
    },
    close: () => pool.close(),
  };
}

function isTooLong(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === TOO_LONG;
}

/** An error's status may be 4xx with a proper GraphQL body (a refused context): the body decides, not the status. */
function toResult(body: unknown): ExecutionResult {
  if (typeof body === 'object' && body !== null && ('data' in body || 'errors' in body)) return body as ExecutionResult;
  throw new TypeError('The body has neither data nor errors.');
}
