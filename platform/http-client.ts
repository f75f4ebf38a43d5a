/**
 * The one way out to a library system over HTTP. Retries, time-outs, connection limits and the translation of network
 * faults into our errors are here and nowhere else.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { createCallEnds } from './call-ends.ts';
import type { CallEnds } from './call-ends.ts';
import { MerciaError, isMerciaError } from './errors.ts';
import type { HostGuard, Urgency } from './host-guard/index.ts';
import { createHttpFaults } from './http-client-faults.ts';
import { createTransport, isTooLong } from './http-transport.ts';
import type { ReceivedAnswer, SentRequest } from './http-transport.ts';

export interface HttpClientOptions {
  /** The system's id, named in every error. */
  readonly system: string;
  /** Base address, no trailing slash. No other host is ever called. */
  readonly address: string;
  /** Sockets open at once; more calls wait for a free one, and their waiting counts as part of their time. */
  readonly connections: number;
  /** What one call may take, its second try included. */
  readonly timeoutMs: number;
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
  /** `live` where not said. In the background the time limit begins when the system is asked, not while it waits. */
  readonly urgency?: Urgency;
}

export type HttpResponse = ReceivedAnswer;

/** A client of one system. */
export interface HttpClient {
  /**
   * Gives the answer whatever its status, except where the status speaks of the host rather than of the question:
   * 429 and 503 with `Retry-After` (LMS_RATE_LIMITED), 502 and 503 (LMS_UNAVAILABLE), 504 (LMS_TIMEOUT), and redirects
   * (followed for reads and on the same host only, else LMS_BAD_RESPONSE). Reads are tried a second time when the
   * connection breaks.
   */
  request(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse>;
  /** Closes every socket; calls under way end with LMS_UNAVAILABLE. */
  close(): void;
}

const DEFAULT_MAX_BYTES = 64 * 1024 * 1024;
const MAX_REDIRECTS = 3;
const RETRY_BASE_MS = 50;
const RETRY_JITTER_MS = 150;

/** Builds the client of one system. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const base = new URL(options.address);
  const underWay = new Set<CallEnds>();
  let closedForGood = false;
  const maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
  const transport = createTransport(base.origin, {
    connections: options.connections,
    connectTimeoutMs: options.timeoutMs,
    maxBytes,
  });
  const random = options.random ?? Math.random;
  const { guard } = options;
  const isFault = options.isFault ?? ((response: HttpResponse): boolean => response.status >= 500);
  const faults = createHttpFaults(options.system, base.host);

  // A function, because the compiler takes a flag read once for read for ever.
  const isClosed = (): boolean => closedForGood;
  const closed = ({ operation }: HttpRequest): MerciaError =>
    faults.fail(operation, 'LMS_UNAVAILABLE', 'the connection was closed by Mercia');

  async function once(request: HttpRequest, url: URL, ends: CallEnds): Promise<HttpResponse> {
    try {
      return await transport.exchange({ url, ...toSent(request) }, ends.signal);
    } catch (error) {
      if (isTooLong(error)) {
        throw faults.fail(
          request.operation,
          'LMS_BAD_RESPONSE',
          `the answer is longer than ${maxBytes} bytes; ask for smaller pages`,
        );
      }
      if (isClosed()) throw closed(request);
      if (ends.isGivenUp()) throw faults.fail(request.operation, 'LMS_TIMEOUT', 'given up before the system answered');
      if (ends.isOverdue()) {
        throw faults.fail(
          request.operation,
          'LMS_TIMEOUT',
          `${base.host} did not answer within ${options.timeoutMs} ms; check that it is not overloaded, or raise limits.callTimeoutMs`,
        );
      }
      throw faults.toNetworkError(request.operation, error);
    }
  }

  async function follow(request: HttpRequest, ends: CallEnds): Promise<HttpResponse> {
    let url: URL = new URL(base.href.replace(/\/$/, '') + request.path);
    if (request.query !== undefined && request.query !== '') url.search = request.query;
    for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
      const response = await once(request, url, ends);
      const target = response.headers['location'];
      if (response.status < 300 || response.status > 399 || target === undefined) {
        faults.refuseHostStatus(request.operation, response.status, response.headers['retry-after']);
        return response;
      }
      if (!isRead(request)) {
        // It may have been carried out before it was sent on.
        throw faults.fail(
          request.operation,
          'LMS_BAD_RESPONSE',
          `${base.host} sends on what was posted, and it is not posted twice; put the address that it sends to in the region file`,
        );
      }
      const next = URL.parse(target, url.href);
      if (next?.origin !== base.origin) {
        const where = next === null ? 'an address that cannot be read' : next.origin;
        throw faults.fail(
          request.operation,
          'LMS_BAD_RESPONSE',
          `${base.host} sends on to ${where}; only the host in the region file is called, so put the new address there`,
        );
      }
      url = next;
    }
    throw faults.fail(request.operation, 'LMS_BAD_RESPONSE', `${base.host} redirects in a circle; check the address`);
  }

  /** One request and its answer, when the guard lets it out. */
  async function exchange(request: HttpRequest, ends: CallEnds): Promise<HttpResponse> {
    const ask = (): Promise<HttpResponse> => follow(request, ends);
    const askInTime = async (): Promise<HttpResponse> => {
      const stop = ends.countTime(options.timeoutMs);
      return ask().finally(stop);
    };
    const { urgency = 'live' } = request;
    const begin = urgency === 'background' ? askInTime : ask;
    if (guard === undefined) return begin();
    try {
      return await guard.run(begin, {
        signal: ends.signal,
        urgency,
        kind: kindOf(request),
        isFault: (response) => isFault(response, request),
      });
    } catch (error) {
      throw isClosed() && isMerciaError(error, 'LMS_TIMEOUT') ? closed(request) : error;
    }
  }

  return {
    async request(request, signal) {
      if (isClosed()) throw closed(request);
      if (signal.aborted) throw faults.fail(request.operation, 'LMS_TIMEOUT', 'given up before the system was asked');
      const ends = createCallEnds(signal);
      underWay.add(ends);
      // Whoever waits for an answer waits for its turn, too; what works in the background has time for that.
      if (request.urgency !== 'background') ends.countTime(options.timeoutMs);
      try {
        return await exchange(request, ends);
      } catch (error) {
        const again = isMerciaError(error, 'LMS_UNAVAILABLE') && isRead(request) && !isClosed();
        if (!again || (guard !== undefined && guard.state().breaker !== 'closed')) throw error;
        // Jitter, so that many calls that broke together do not come back together.
        await pause(RETRY_BASE_MS + random() * RETRY_JITTER_MS, ends.signal);
        return await exchange(request, ends);
      } finally {
        underWay.delete(ends);
        ends.release();
      }
    },
    close() {
      closedForGood = true;
      for (const ends of underWay) ends.end();
      transport.close();
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

function toSent(request: HttpRequest): Omit<SentRequest, 'url'> {
  const { headers = {}, form, json } = request;
  const method = request.method ?? (isRead(request) ? 'GET' : 'POST');
  if (form !== undefined) {
    const body = new URLSearchParams(form).toString();
    return { method, headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers }, body };
  }
  if (json !== undefined) {
    return { method, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(json) };
  }
  return { method, headers, body: null };
}

function isRead(request: HttpRequest): boolean {
  const { form, json, method } = request;
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

/** Waits, or not, where the wait is given up: what follows finds that out by itself. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
