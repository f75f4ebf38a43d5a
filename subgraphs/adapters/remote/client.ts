/** The wire to one adapter server: kept-alive connections, signed questions, network faults in our own words. */
import { Pool, errors } from 'undici';
import type { Dispatcher } from 'undici';
import { setTimeout as delay } from 'node:timers/promises';
import { MerciaError, isMerciaError } from '#platform/errors.ts';
import { NO_CONNECTION } from '#platform/http-client-faults.ts';
import type { ErrorCode, MerciaErrorOptions } from '#platform/errors.ts';
import type { ContextSigner } from '#platform/signed-context.ts';
import { CONTEXT_HEADER } from '#platform/subgraph.ts';
import { randomUUID } from 'node:crypto';
import { splitLines } from './lines.ts';
import { HEARTBEAT_MS, WIRE_HEADER, WIRE_VERSION, errorBody, fromWireError, systemPath } from './wire.ts';

export interface WireClientOptions {
  /** The id of the system that is asked about. */
  readonly system: string;
  /** Base address of the adapter server, no trailing slash. */
  readonly address: string;
  readonly sign: ContextSigner;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export interface WireQuestion {
  /** A short noun phrase for errors. */
  readonly operation: string;
  /** Below the path of the system: empty, or with a leading slash. */
  readonly path: string;
  /** Sent as JSON by POST; without it, GET. */
  readonly body?: unknown;
  readonly timeoutMs: number;
  /** True for a write, and for a try at a PIN: sent once, whatever happens. */
  readonly once?: boolean;
}

export interface WireClient {
  /** The JSON of the answer. What only reads is asked a second time when the connection breaks. */
  ask(question: WireQuestion, signal: AbortSignal): Promise<unknown>;
  /** The JSON of each line. `timeoutMs` is what may pass until the first. */
  stream(question: WireQuestion, signal: AbortSignal): AsyncIterable<unknown>;
  /** Closes every connection; what is under way ends with LMS_UNAVAILABLE. */
  close(): Promise<void>;
}

const CONNECTIONS = 8;
const CONNECT_TIMEOUT_MS = 5_000;
/** The server writes at least every {@link HEARTBEAT_MS}: three times that without a byte is a dead host. */
const SILENCE_MS = 3 * HEARTBEAT_MS;
const RETRY_BASE_MS = 20;
const RETRY_JITTER_MS = 80;

/** No call is made before the first question. */
export function createWireClient({ system, address, sign, now }: WireClientOptions): WireClient {
  const { origin, pathname, host } = new URL(address);
  const base = `${pathname.replace(/\/$/, '')}${systemPath(system)}`;
  const pool = new Pool(origin, { connections: CONNECTIONS, connect: { timeout: CONNECT_TIMEOUT_MS } });
  const closing = new AbortController();

  function fail(code: ErrorCode, operation: string, what: string, more: MerciaErrorOptions = {}): MerciaError {
    return new MerciaError(code, `[${system}] ${operation}: ${what}`, { system, ...more });
  }

  /** Gives the answer only where an adapter server of this version said that all is well. */
  async function send(
    { operation, path, body, timeoutMs }: WireQuestion,
    signal: AbortSignal,
  ): Promise<Dispatcher.ResponseData> {
    const receivedAt = now();
    const deadline = receivedAt + timeoutMs;
    const context = await sign({ role: 'operator', subject: null, correlationId: randomUUID(), receivedAt, deadline });
    const answer = await pool.request({
      method: body === undefined ? 'GET' : 'POST',
      path: `${base}${path}`,
      headers: { accept: 'application/json', 'content-type': 'application/json', [CONTEXT_HEADER]: context },
      body: body === undefined ? null : JSON.stringify(body),
      signal,
      headersTimeout: timeoutMs,
      bodyTimeout: SILENCE_MS,
    });
    const version = answer.headers[WIRE_HEADER];
    if (version === WIRE_VERSION && answer.statusCode === 200) return answer;
    const text = await answer.body.text();
    if (version === undefined) throw noAdapterServer(operation, answer.statusCode);
    if (version !== WIRE_VERSION) {
      const what = `the adapter server at ${host} speaks version ${String(version)} of the wire and this side version ${WIRE_VERSION}; run the same version of Mercia on both`;
      throw fail('LMS_BAD_RESPONSE', operation, what, { notSent: true });
    }
    throw toRefusal(operation, text);
  }

  function noAdapterServer(operation: string, status: number): MerciaError {
    return status >= 502 && status <= 504
      ? fail(
          'LMS_UNAVAILABLE',
          operation,
          `what stands before ${host} cannot reach the adapter server (HTTP ${status})`,
        )
      : fail('LMS_BAD_RESPONSE', operation, `${host} is no adapter server (HTTP ${status}); check adapterServer`);
  }

  function toRefusal(operation: string, text: string): MerciaError {
    const parsed = errorBody.safeParse(parse(operation, text));
    if (!parsed.success) return fail('LMS_BAD_RESPONSE', operation, `${host} refused without a reason`);
    if (parsed.data.error.code !== 'FORBIDDEN') return fromWireError(parsed.data.error, system);
    const what = `the adapter server at ${host} does not accept our signature: set its MERCIA_CONTEXT_KEY to what "mercia keys adapter-server ${address}" prints here, and compare the clocks of both`;
    return fail('LMS_AUTH_FAILED', operation, what, { notSent: true });
  }

  function parse(operation: string, text: string): unknown {
    try {
      return JSON.parse(text);
    } catch {
      // Not the cause: it quotes what came.
      throw fail('LMS_BAD_RESPONSE', operation, `${host} answered something that is no JSON`);
    }
  }

  function toOurs(
    error: unknown,
    { operation, timeoutMs }: WireQuestion,
    signal: AbortSignal,
    late: boolean,
  ): MerciaError {
    if (isMerciaError(error)) return error;
    if (closing.signal.aborted) return fail('LMS_UNAVAILABLE', operation, 'the connection was closed by Mercia');
    if (signal.aborted) return fail('LMS_TIMEOUT', operation, 'given up before the adapter server answered');
    if (late || error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError) {
      return fail('LMS_TIMEOUT', operation, `the adapter server at ${host} did not answer within ${timeoutMs} ms`);
    }
    if (error instanceof errors.HTTPParserError) {
      return fail('LMS_BAD_RESPONSE', operation, `${host} does not speak HTTP; check adapterServer`, { cause: error });
    }
    const what = `the adapter server at ${host} does not answer; check that it runs and may be reached from here`;
    return fail('LMS_UNAVAILABLE', operation, what, { cause: error, notSent: isUnconnected(error) });
  }

  async function askOnce(question: WireQuestion, signal: AbortSignal): Promise<unknown> {
    const deadline = AbortSignal.timeout(question.timeoutMs);
    try {
      const answer = await send(question, AbortSignal.any([signal, closing.signal, deadline]));
      return parse(question.operation, await answer.body.text());
    } catch (error) {
      throw toOurs(error, question, signal, deadline.aborted);
    }
  }

  return {
    async ask(question, signal) {
      try {
        return await askOnce(question, signal);
      } catch (error) {
        // Only what broke between the two ends: an error that came over the wire is the system's own.
        const broken = isMerciaError(error, 'LMS_UNAVAILABLE') && error.cause !== undefined;
        if (!broken || question.once === true) throw error;
        await delay(RETRY_BASE_MS + Math.random() * RETRY_JITTER_MS, undefined, { signal }).catch(() => undefined);
        return askOnce(question, signal);
      }
    },

    async *stream(question, signal) {
      try {
        const answer = await send(question, AbortSignal.any([signal, closing.signal]));
        for await (const line of splitLines(answer.body)) yield parse(question.operation, line);
      } catch (error) {
        throw toOurs(error, question, signal, false);
      }
    },

    async close() {
      closing.abort();
      await pool.destroy();
    },
  };
}

/** True where there never was a connection that anything could have been sent by. */
function isUnconnected(error: unknown): boolean {
  return error instanceof Error && 'code' in error && NO_CONNECTION.test(String(error.code));
}
