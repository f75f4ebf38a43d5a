/** A subgraph that runs apart, asked over HTTP on connections that are kept. */
import type { ExecutionResult } from 'graphql';
import { Pool } from 'undici';
import { ANSWER_LIMITS, tooLarge } from '#platform/answer-size.ts';
import { MerciaError } from '#platform/errors.ts';
import { describeSkew, skewOfAnswer } from '#platform/clock-skew.ts';
import { collectBody, TOO_LONG } from '#platform/http-transport.ts';
import { steadyNow } from '#platform/steady-clock.ts';
import { CONTEXT_HEADER, TIME_LEFT_HEADER } from '#platform/subgraph.ts';
import type { SubgraphRequest } from '#platform/subgraph.ts';
import { spanHeaders } from '#platform/traces.ts';

export type HttpExecutor = ReturnType<typeof createHttpExecutor>;

export interface HttpExecutorOptions {
  readonly connections?: number;
  /** Milliseconds until the first byte of an answer, and between any two. */
  readonly timeoutMs?: number;
  /** True for a part that says as of when its facts are: what a copy tells whose clock is off is not used. */
  readonly tellsMoments?: boolean;
}

/** An answer within the limits of a part is shorter, whatever letters it is written in. */
const MOST_BYTES = 4 * ANSWER_LIMITS.characters;

/** Milliseconds: a copy whose machine is switched off refuses nothing. */
const CONNECT_WITHIN_MS = 2_000;
/** Milliseconds in which a copy that could not be reached is asked only after the others. */
const AVOIDED_MS = 2_000;

interface Copy {
  readonly origin: string;
  readonly path: string;
  readonly pool: Pool;
  /** By the steady clock. */
  avoidedUntil: number;
}

/**
 * `urls` are the GraphQL addresses of the subgraph's copies, which are asked in turn. Where one cannot be reached another is asked, and
 * what only reads is asked once more where a connection broke, because a copy that ends closes those that it has kept. Of a part that
 * tells moments, a copy whose clock is off counts as out of reach. Rejects with
 * SUBGRAPH_UNAVAILABLE where nobody answers, where the answer is no GraphQL response, and after `timeoutMs`; the message names the
 * address, never what was sent. An answer that is too long, of a part that does not count, is read no further: QUERY_TOO_COSTLY.
 */
export function createHttpExecutor(urls: string | readonly string[], options: HttpExecutorOptions = {}) {
  const { connections = 16, timeoutMs = 35_000, tellsMoments = false } = options;
  const settings = {
    connections,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: { timeout: CONNECT_WITHIN_MS },
  };
  const copies = [urls].flat().map((url): Copy => {
    const { origin, pathname, search } = new URL(url);
    return { origin, path: `${pathname}${search}`, pool: new Pool(origin, settings), avoidedUntil: 0 };
  });
  let turn = 0;

  /** The one whose turn it is first, those that were out of reach last. */
  function inTurn(): readonly Copy[] {
    turn = (turn + 1) % copies.length;
    const now = steadyNow();
    return [...copies.slice(turn), ...copies.slice(0, turn)].toSorted(
      (a, b) => Number(a.avoidedUntil > now) - Number(b.avoidedUntil > now),
    );
  }

  return {
    execute: async (request: SubgraphRequest): Promise<ExecutionResult> => {
      const order = inTurn();
      let mayBreak = request.readsOnly === true;
      for (let tries = 0; ; tries += 1) {
        const copy = order[tries % order.length] ?? copies[0];
        if (copy === undefined) throw new TypeError('A part has one address at least.');
        try {
          return await ask(copy, request, tellsMoments && request.readsOnly === true);
        } catch (cause) {
          if (isTooLong(cause)) throw tooLarge('characters');
          const code = codeOf(cause);
          const isOutOfReach = OUT_OF_REACH.has(code);
          if (isOutOfReach) copy.avoidedUntil = steadyNow() + AVOIDED_MS;
          const isBroken = mayBreak && BROKEN.has(code);
          if (isBroken) mayBreak = false;
          // A connection that broke may be made again to the same copy.
          if ((isOutOfReach && tries + 1 < order.length) || isBroken) continue;
          throw new MerciaError('SUBGRAPH_UNAVAILABLE', `The part at ${copy.origin} did not answer as it should.`, {
            cause,
          });
        }
      }
    },
    /** Closes the connections; questions under way are answered first. */
    async close(): Promise<void> {
      await Promise.all(copies.map(({ pool }) => pool.close()));
    },
  };
}

async function ask(
  { pool, path }: Copy,
  { query, operationName, variables, context, deadline, signal }: SubgraphRequest,
  tellsMoments: boolean,
): Promise<ExecutionResult> {
  const from = Date.now();
  const { body, headers } = await pool.request({
    method: 'POST',
    path,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      [CONTEXT_HEADER]: context,
      ...(deadline === undefined ? {} : { [TIME_LEFT_HEADER]: String(Math.max(0, Math.round(deadline - from))) }),
      ...spanHeaders(),
    },
    body: JSON.stringify({ query, operationName, variables }),
    signal: signal ?? null,
  });
  const answer = (await collectBody(body, MOST_BYTES)).toString();
  if (tellsMoments) checkClock(headers['date'], from);
  return toResult(JSON.parse(answer));
}

/** Its facts would be as of a moment that was not, and old ones would pass for new ones. */
function checkClock(date: unknown, from: number): void {
  const problem = describeSkew('that part', skewOfAnswer(date, from, Date.now()));
  if (problem !== null) throw Object.assign(new Error(problem), { code: CLOCK_OFF });
}

const CLOCK_OFF = 'CLOCK_OFF';

/** No connection came about, so nothing was sent; or what was asked only reads, and the copy is no use. */
const OUT_OF_REACH: ReadonlySet<string> = new Set([
  CLOCK_OFF,
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);
/** The other end is gone; what was sent may have been done. */
const BROKEN: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function isTooLong(error: unknown): boolean {
  return codeOf(error) === TOO_LONG;
}

/** An error's status may be 4xx with a proper GraphQL body (a refused context): the body decides, not the status. */
function toResult(body: unknown): ExecutionResult {
  if (typeof body === 'object' && body !== null && ('data' in body || 'errors' in body)) return body as ExecutionResult;
  throw new TypeError('The body has neither data nor errors.');
}
