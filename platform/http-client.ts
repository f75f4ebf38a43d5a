/**
 * The one way out to a library system over HTTP. Retries, time-outs, connection limits and the translation of network
 * faults into our errors are here and nowhere else.
 */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import got, { TimeoutError } from 'got';
import { MerciaError } from './errors.ts';
import type { ErrorCode } from './errors.ts';

export interface HttpClientOptions {
  /** The system's id, named in every error. */
  readonly system: string;
  /** Base address, no trailing slash. No other host is ever called. */
  readonly address: string;
  /** Sockets open at once; more calls wait for a free one, and their waiting counts as part of their time. */
  readonly connections: number;
  /** What one call may take, its second try included. */
  readonly timeoutMs: number;
  /** A longer body is refused. */
  readonly maxBytes?: number;
  /** A number from 0 to 1 for the jitter before a second try. */
  readonly random?: () => number;
}

export interface HttpRequest {
  /** A short noun phrase for errors: `items`, `log in`. */
  readonly operation: string;
  /** Below the base address, with a leading slash and no query. */
  readonly path: string;
  /** Already encoded, without the question mark. Never repeated in an error. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as an `application/x-www-form-urlencoded` body by POST. */
  readonly form?: Readonly<Record<string, string>>;
  /** Sent as an `application/json` body by POST. */
  readonly json?: unknown;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case; repeated headers joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A client of one system. */
export interface HttpClient {
  /**
   * Gives the answer whatever its status, except where the status speaks of the host rather than of the question:
   * 429 and 503 with `Retry-After` (LMS_RATE_LIMITED), 502 and 503 (LMS_UNAVAILABLE), 504 (LMS_TIMEOUT), and redirects
   * (followed on the same host only, else LMS_BAD_RESPONSE). Reads are tried a second time when the connection breaks.
   */
  request(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse>;
  /** Closes every socket; calls under way end with LMS_UNAVAILABLE. */
  close(): void;
}

const DEFAULT_MAX_BYTES = 64 * 1024 * 1024;
const MAX_REDIRECTS = 3;
const RETRY_BASE_MS = 50;
const RETRY_JITTER_MS = 150;
/** An idle socket occupies a worker of a small site: give it back soon. */
const IDLE_SOCKET_MS = 4_000;

/** Node's codes of a peer that does not speak HTTP, or whose compression is broken. */
const GARBAGE_CODE = /^(HPE_|Z_|ERR_BODY_|ERR_HTTP_|ERR_ZLIB|ERR_BUFFER)/;
const CERTIFICATE_CODE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/;

type Failure = 'unavailable' | 'timeout' | 'limited' | 'bad';

const CODE_OF: Readonly<Record<Failure, ErrorCode>> = {
  unavailable: 'LMS_UNAVAILABLE',
  timeout: 'LMS_TIMEOUT',
  limited: 'LMS_RATE_LIMITED',
  bad: 'LMS_BAD_RESPONSE',
};

/** Builds the client of one system. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const base = new URL(options.address);
  const agentOptions = {
    keepAlive: true,
    maxSockets: options.connections,
    maxTotalSockets: options.connections,
    timeout: IDLE_SOCKET_MS,
  };
  const agent = { http: new HttpAgent(agentOptions), https: new HttpsAgent(agentOptions) };
  const closing = new AbortController();
  const maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
  const random = options.random ?? Math.random;

  function fail(
    request: HttpRequest,
    failure: Failure,
    what: string,
    cause?: unknown,
    retryAfter?: number,
  ): MerciaError {
    return new MerciaError(CODE_OF[failure], `[${options.system}] ${request.operation}: ${what}`, {
      system: options.system,
      ...(cause === undefined ? {} : { cause: withoutSecrets(cause) }),
      ...(retryAfter === undefined ? {} : { retryAfterSeconds: retryAfter }),
    });
  }

  async function once(
    request: HttpRequest,
    url: URL,
    deadline: AbortSignal,
    signal: AbortSignal,
  ): Promise<HttpResponse> {
    const tooLong = new AbortController();
    const call = got(url, {
      method: isRead(request) ? 'GET' : 'POST',
      headers: { 'user-agent': 'mercia', ...request.headers },
      ...(request.form === undefined ? {} : { form: request.form }),
      ...(request.json === undefined ? {} : { json: request.json }),
      agent,
      responseType: 'buffer',
      throwHttpErrors: false,
      followRedirect: false,
      retry: { limit: 0 },
      signal: AbortSignal.any([deadline, signal, closing.signal, tooLong.signal]),
    });
    void call.on('downloadProgress', ({ transferred }) => {
      if (transferred > maxBytes) tooLong.abort();
    });
    try {
      const answer = await call;
      return { status: answer.statusCode, headers: flatten(answer.headers), body: Buffer.from(answer.body) };
    } catch (error) {
      if (tooLong.signal.aborted) {
        throw fail(request, 'bad', `the answer is longer than ${maxBytes} bytes; ask for smaller pages`);
      }
      if (closing.signal.aborted) throw fail(request, 'unavailable', 'the connection was closed by Mercia');
      if (signal.aborted) throw fail(request, 'timeout', 'given up before the system answered');
      if (deadline.aborted || error instanceof TimeoutError) {
        throw fail(
          request,
          'timeout',
          `${base.host} did not answer within ${options.timeoutMs} ms; check that it is not overloaded, or raise limits.callTimeoutMs`,
        );
      }
      throw toNetworkError(request, error);
    }
  }

  function toNetworkError(request: HttpRequest, error: unknown): MerciaError {
    const code = codeOf(error);
    if (CERTIFICATE_CODE.test(code)) {
      return fail(
        request,
        'unavailable',
        `the certificate of ${base.host} is not trusted (${code}); check it with the site`,
        error,
      );
    }
    if (GARBAGE_CODE.test(code)) {
      return fail(
        request,
        'bad',
        `${base.host} answered with something that is not HTTP (${code}); check the address`,
        error,
      );
    }
    const hint =
      code === 'ENOTFOUND'
        ? 'there is no such host; check the address'
        : 'check that the system runs and may be reached from here';
    return fail(request, 'unavailable', `${base.host} does not answer (${code}); ${hint}`, error);
  }

  /** What the host says of itself, not of the question. */
  function refuseHostStatus(request: HttpRequest, response: HttpResponse): void {
    const { status } = response;
    if (status !== 429 && status !== 502 && status !== 503 && status !== 504) return;
    const retryAfter = readRetryAfter(response.headers['retry-after']);
    if (status === 429 || (status === 503 && retryAfter !== undefined)) {
      const wait = retryAfter === undefined ? 'a while' : `${retryAfter} s`;
      throw fail(
        request,
        'limited',
        `${base.host} asks to be called less often (HTTP ${status}); wait ${wait}`,
        undefined,
        retryAfter,
      );
    }
    if (status === 504) throw fail(request, 'timeout', `a proxy before ${base.host} gave up waiting for it (HTTP 504)`);
    throw fail(request, 'unavailable', `${base.host} is out of service (HTTP ${status}); try again later`);
  }

  async function follow(request: HttpRequest, deadline: AbortSignal, signal: AbortSignal): Promise<HttpResponse> {
    let url: URL = new URL(base.href.replace(/\/$/, '') + request.path);
    if (request.query !== undefined && request.query !== '') url.search = request.query;
    for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
      const response = await once(request, url, deadline, signal);
      const target = response.headers['location'];
      if (response.status < 300 || response.status > 399 || target === undefined) {
        refuseHostStatus(request, response);
        return response;
      }
      const next = URL.parse(target, url.href);
      if (next?.origin !== base.origin) {
        const where = next === null ? 'an address that cannot be read' : next.origin;
        throw fail(
          request,
          'bad',
          `${base.host} sends on to ${where}; only the host in the region file is called, so put the new address there`,
        );
      }
      url = next;
    }
    throw fail(request, 'bad', `${base.host} redirects in a circle; check the address`);
  }

  // A function, because the compiler takes a flag read once for read for ever.
  const isClosed = (): boolean => closing.signal.aborted;

  return {
    async request(request, signal) {
      if (isClosed()) throw fail(request, 'unavailable', 'the connection was closed by Mercia');
      if (signal.aborted) throw fail(request, 'timeout', 'given up before the system was asked');
      const deadline = AbortSignal.timeout(options.timeoutMs);
      try {
        return await follow(request, deadline, signal);
      } catch (error) {
        const again = error instanceof MerciaError && error.code === 'LMS_UNAVAILABLE' && isRead(request);
        if (!again || isClosed()) throw error;
        // Jitter, so that many calls that broke together do not come back together.
        await pause(RETRY_BASE_MS + random() * RETRY_JITTER_MS, AbortSignal.any([deadline, signal, closing.signal]));
        return follow(request, deadline, signal);
      }
    },
    close() {
      closing.abort();
      agent.http.destroy();
      agent.https.destroy();
    },
  };
}

/**
 * The JSON of an answer.
 * @throws MerciaError LMS_BAD_RESPONSE where the body is none; says so where it is a web page.
 */
export function readJson(system: string, operation: string, response: HttpResponse): unknown {
  const text = response.body.toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    const what = looksLikeHtml(text) ? 'a web page' : text.trim() === '' ? 'nothing' : 'something that is no JSON';
    throw new MerciaError(
      'LMS_BAD_RESPONSE',
      `[${system}] ${operation}: answered ${what} where JSON was expected (HTTP ${response.status}); check the address and what stands before it`,
      { system },
    );
  }
}

/** True for a body that is a web page: what proxies and overloaded sites send instead of an answer. */
export function looksLikeHtml(text: string): boolean {
  return /^\s*(<!--[\s\S]*?-->\s*)?<(!doctype\s+html|html)\b/i.test(text);
}

function isRead(request: HttpRequest): boolean {
  return request.form === undefined && request.json === undefined;
}

/** Waits, or not, where the wait is given up: what follows finds that out by itself. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}

function readRetryAfter(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value.trim())) return Number(value);
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - Date.now()) / 1000));
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return flat;
}

/** The innermost code: the outer ones only say that a request failed. */
function codeOf(error: unknown): string {
  let code = 'no code';
  let current: unknown = error;
  while (current instanceof Error) {
    if ('code' in current && typeof current.code === 'string') code = current.code;
    current = current.cause;
  }
  return code;
}

/** The library's own error carries the whole request, credentials included: only its code goes on. */
function withoutSecrets(cause: unknown): Error {
  return new Error(cause instanceof Error ? codeOf(cause) : 'unknown fault');
}
