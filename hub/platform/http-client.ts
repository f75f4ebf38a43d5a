/**
 * The one way out to a library system, or to an adapter server beside it, over HTTP: its time, its guard, its second try
 * and the translation of network faults into our errors. What goes over the wire is the business of `http-transport.ts`.
 */
import { MerciaError, isMerciaError } from './errors.ts';
import type { HostGuard } from './host-guard/index.ts';
import { createHttpCalls, withSecondTry, type HttpCall, type HttpCalls } from './http-calls.ts';
import { createHttpFaults, type HttpFaults } from './http-client-faults.ts';
import { createTransport } from './http-transport.ts';
import type { OpenAnswer, ReceivedAnswer, SentRequest, Transport } from './http-transport.ts';
import { JSON_LIMITS, JsonLimitError, parseJson } from './parse-json.ts';
import { inSpan } from './traces.ts';
import { askHeard, type WireQuestion } from './wire-tap.ts';

export interface HttpClientOptions {
  /** The system's id, named in every error. */
  readonly system: string;
  /** Base address, no trailing slash. No other host is ever called. */
  readonly address: string;
  /** Sockets open at once; more calls wait for a free one, and their waiting counts as part of their time. */
  readonly connections: number;
  /** What one call may take, its second try included. */
  readonly timeoutMs: number;
  /** What a connection may take to come about; as much as a call where not said. */
  readonly connectTimeoutMs?: number | undefined;
  /** What errors call the other end; its host where not said. */
  readonly called?: string;
  /** True where no status speaks of the host: each is the caller's to read. */
  readonly anyStatus?: boolean;
  /** What spares the system; without it every request goes out at once, and nothing is learned. */
  readonly guard?: HostGuard;
  /** True for an answer by which the system reports a fault of its own; every status from 500 where not said. */
  readonly isFault?: (response: HttpResponse, request: HttpRequest) => boolean;
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
  /** For a write that is no POST, or has no body; a write is never tried a second time. `HEAD` reads what a GET would say. */
  readonly method?: 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  /** Whether it may be asked twice when the connection breaks; where not said, what only reads may. */
  readonly repeatable?: boolean;
  /** What this call may take; what the client's calls may where not said. */
  readonly timeoutMs?: number;
  /** `live` where not said. In the background the time limit begins when the system is asked, not while it waits. */
  readonly urgency?: 'live' | 'background';
  /** True for a file, which says itself of when it is: a cache may have kept it. */
  readonly mayBeCached?: boolean;
}

export type HttpResponse = ReceivedAnswer;
export type HttpStream = OpenAnswer;

export interface HttpClient {
  /**
   * Gives the answer whatever its status, except a live read's that says that it is old (LMS_BAD_RESPONSE), and except where the status speaks of the host rather than of the question:
   * 429 and 503 with `Retry-After` (LMS_RATE_LIMITED), 502 and 503 (LMS_UNAVAILABLE), 504 (LMS_TIMEOUT), and redirects
   * (followed for reads and on the same host only, else LMS_BAD_RESPONSE). Reads are tried a second time when the
   * connection breaks.
   */
  request(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse>;
  /**
   * Gives an answer as soon as its headers are there, whatever its status, past the guard. Its chunks, which have to be read,
   * end with LMS_TIMEOUT after so many milliseconds without a byte; the request's time, that of each try, ends with the headers.
   * What may be asked twice is tried a second time when the connection breaks before them, and never behind them.
   */
  open(request: HttpRequest, silenceMs: number, signal: AbortSignal): Promise<HttpStream>;
  /** Closes every socket; calls under way end with LMS_UNAVAILABLE. */
  close(): void;
}

const DEFAULT_MAX_BYTES = 64 * 1024 * 1024;

interface ClientParts {
  readonly options: HttpClientOptions;
  readonly base: URL;
  readonly transport: Transport;
  readonly faults: HttpFaults;
  readonly calls: HttpCalls;
}

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { system, address, connections, connectTimeoutMs, maxBytes = DEFAULT_MAX_BYTES } = options;
  const base = new URL(address);
  const transport = createTransport(base.origin, { connections, connectTimeoutMs, maxBytes });
  const faults = createHttpFaults({ system, address, called: options.called ?? base.host, maxBytes });
  const calls = createHttpCalls(faults);
  const stopLimiting = options.guard?.onConnections((count) => transport.limit(count));
  const parts: ClientParts = { options, base, transport, faults, calls };
  const secondTry = (request: HttpRequest, { signal }: HttpCall) => ({
    mayAskAgain: (error: unknown) => mayAskAgain(parts, request, error),
    signal,
    random: options.random ?? Math.random,
  });
  const begin = ({ operation, timeoutMs = options.timeoutMs }: HttpRequest, signal: AbortSignal): HttpCall =>
    calls.begin(operation, timeoutMs, signal);
  return {
    async request(request, signal) {
      const call = begin(request, signal);
      // Whoever waits for an answer waits for its turn, too; what works in the background has time for that.
      if (request.urgency !== 'background') call.countTime();
      try {
        const attributes = { system, operation: request.operation };
        // The span ends with the code that callers see.
        return await inSpan('system.request', { kind: 'client', attributes }, () =>
          askHeard(system, toQuestion(request), () =>
            withSecondTry(() => exchange(parts, request, call), secondTry(request, call)),
          ).catch((error: unknown) => {
            throw call.toError(error);
          }),
        );
      } finally {
        call.finish();
      }
    },

    async open(request, silenceMs, signal) {
      const call = begin(request, signal);
      const { timeoutMs: response = options.timeoutMs } = request;
      try {
        const limits = { signal: call.signal, timeouts: { response, socket: silenceMs } };
        const ask = () =>
          transport.open(toSent(base, request), limits).catch((error: unknown) => {
            throw call.toError(error);
          });
        // A kept connection that the server has closed meanwhile shows when it is used.
        const answer = await withSecondTry(ask, secondTry(request, call));
        // Chunks that nobody begins to read never finish: whoever wants none of them gives the request up.
        call.signal.addEventListener(
          'abort',
          () => {
            call.finish();
          },
          { once: true },
        );
        return { ...answer, chunks: untilFinished(answer.chunks, call) };
      } catch (error) {
        call.finish();
        throw call.toError(error);
      }
    },

    close() {
      stopLimiting?.();
      calls.close();
      transport.close();
    },
  };
}

async function exchange(parts: ClientParts, request: HttpRequest, call: HttpCall): Promise<HttpResponse> {
  const { guard, timeoutMs, isFault = isServerError } = parts.options;
  const { signal } = call;
  const { urgency = 'live' } = request;
  const isLiveRead = urgency === 'live' && request.mayBeCached !== true && isRead(request);
  // In the background the transport counts the time, from sending on.
  const timeouts = urgency === 'background' ? { request: request.timeoutMs ?? timeoutMs } : {};
  const ask = async (): Promise<HttpResponse> => {
    const sent = toSent(
      parts.base,
      isLiveRead ? { ...request, headers: { ...NOT_CACHED, ...request.headers } } : request,
    );
    const response = await parts.transport.exchange(sent, { signal, timeouts }).catch((error: unknown) => {
      throw call.toError(error);
    });
    parts.faults.refuseRedirect(request.operation, isRead(request), response);
    if (parts.options.anyStatus !== true) parts.faults.refuseHostStatus(request.operation, response);
    return response;
  };
  const isHostFault = (response: HttpResponse): boolean => isFault(response, request);
  const response = await (guard?.run(ask, { signal, urgency, kind: kindOf(request), isFault: isHostFault }) ?? ask());
  // Outside the guard: the fault is that of a cache, and the system is as well as it was.
  if (isLiveRead) parts.faults.refuseOld(request.operation, response);
  return response;
}

/** What is asked live is of now: a cache in between has to ask the system. */
const NOT_CACHED = { 'cache-control': 'no-cache' };

function isServerError({ status }: HttpResponse): boolean {
  return status >= 500;
}

/** True where the connection broke under what may be asked twice, and the breaker does not leave the host alone for it. */
function mayAskAgain({ options: { guard }, calls }: ClientParts, request: HttpRequest, error: unknown): boolean {
  return (
    isMerciaError(error, 'LMS_UNAVAILABLE') &&
    (request.repeatable ?? isRead(request)) &&
    !calls.isClosed() &&
    (guard === undefined || guard.state().breaker === 'closed')
  );
}

/** The chunks of an open answer; the call is over when they are. */
async function* untilFinished(chunks: AsyncIterable<Uint8Array>, call: HttpCall): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    throw call.toError(error);
  } finally {
    call.finish();
  }
}

export interface JsonAnswer {
  readonly status: number;
  readonly body: Buffer | string;
}

/**
 * The JSON of an answer.
 * @throws MerciaError LMS_BAD_RESPONSE where the body is none, or more than is read; says so where it is a web page.
 */
export function readJson(system: string, operation: string, response: JsonAnswer, limits = JSON_LIMITS): unknown {
  const text = response.body.toString();
  try {
    return parseJson(text, limits);
  } catch (error) {
    if (error instanceof JsonLimitError) {
      const help = limits.help === undefined ? '' : `; ${limits.help}`;
      const what = `answered JSON with ${error.message} (HTTP ${response.status}); it was not read${help}`;
      throw new MerciaError('LMS_BAD_RESPONSE', `[${system}] ${operation}: ${what}`, { system });
    }
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

function toQuestion({ operation, path, query = '', headers = {}, ...request }: HttpRequest): WireQuestion {
  const method = request.method ?? (isRead({ operation, path, ...request }) ? 'GET' : 'POST');
  return { protocol: 'http', operation, method, path, query, headers };
}

function toSent(base: URL, request: HttpRequest): SentRequest {
  const { headers = {}, form, json, path, query = '' } = request;
  const url = new URL(`${base.origin}${base.pathname.replace(/\/$/, '')}${path}`);
  if (query !== '') url.search = query;
  const method = request.method ?? (isRead(request) ? 'GET' : 'POST');
  if (form !== undefined) {
    const body = new URLSearchParams(form).toString();
    return { method, url, headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers }, body };
  }
  if (json !== undefined) {
    const body = JSON.stringify(json);
    return { method, url, headers: { 'content-type': 'application/json', ...headers }, body };
  }
  return { method, url, headers, body: null };
}

function isRead({ form, json, method }: HttpRequest): boolean {
  return (method === undefined || method === 'HEAD') && form === undefined && json === undefined;
}

/** The same client, for work that nobody waits for: everything asked through it stands behind live questions. */
export function inBackground(http: HttpClient): HttpClient {
  return { ...http, request: (request, signal) => http.request({ ...request, urgency: 'background' }, signal) };
}

/** What takes about as long: the same operation, about as much asked for. A query is as long as the list in it. */
function kindOf({ operation, query = '' }: HttpRequest): string {
  return `${operation} ${Math.ceil(Math.log2(1 + query.length))}`;
}
