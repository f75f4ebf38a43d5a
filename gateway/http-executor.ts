/** A subgraph that runs apart, asked over HTTP on connections that are kept. */
import type { ExecutionResult } from 'graphql';
import { Pool } from 'undici';
import { MerciaError } from '#platform/errors.ts';
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

/**
 * `url` is the subgraph's GraphQL address. Rejects with SUBGRAPH_UNAVAILABLE where nobody answers, where the answer is
 * no GraphQL response, and after `timeoutMs`; the message names the address, never what was sent.
 */
export function createHttpExecutor(url: string, options: HttpExecutorOptions = {}): HttpExecutor {
  const { origin, pathname, search } = new URL(url);
  const { connections = 16, timeoutMs = 35_000 } = options;
  const pool = new Pool(origin, { connections, headersTimeout: timeoutMs, bodyTimeout: timeoutMs });

  return {
    async execute({ query, operationName, variables, context }: SubgraphRequest): Promise<ExecutionResult> {
      try {
        const { body } = await pool.request({
          method: 'POST',
          path: `${pathname}${search}`,
          headers: { 'content-type': 'application/json', accept: 'application/json', [CONTEXT_HEADER]: context },
          body: JSON.stringify({ query, operationName, variables }),
        });
        return toResult(await body.json());
      } catch (cause) {
        throw new MerciaError('SUBGRAPH_UNAVAILABLE', `The part at ${origin} did not answer as it should.`, { cause });
      }
    },
    close: () => pool.close(),
  };
}

/** An error's status may be 4xx with a proper GraphQL body (a refused context): the body decides, not the status. */
function toResult(body: unknown): ExecutionResult {
  if (typeof body === 'object' && body !== null && ('data' in body || 'errors' in body)) return body as ExecutionResult;
  throw new TypeError('The body has neither data nor errors.');
}
