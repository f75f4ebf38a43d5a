/**
 * The sockets to one host, by `got`: kept alive, no more than so many, given back soon. Redirects are followed on the same
 * host. Knows nothing of what is asked, tries nothing again and refuses no status.
 */
import { Agent as HttpAgent, type IncomingHttpHeaders } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { LookupFunction } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import got from 'got';
import type { Delays, PlainResponse, Request } from 'got';
import { systemLookup } from './system-lookup.ts';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { gunzip, gunzipSync } from 'node:zlib';

export interface TransportOptions {
  /** Sockets open at once; more exchanges wait for a free one. */
  readonly connections: number;
  /** Milliseconds that a connection may take to come about; as long as the exchange where not said. */
  readonly connectTimeoutMs?: number | undefined;
  /** A longer body is refused, packed or unpacked. */
  readonly maxBytes: number;
  /** How the name of a host becomes an address; as the machine does it, without addresses of metadata, where not said. */
  readonly lookup?: LookupFunction;
  /** Milliseconds that a socket is kept without work; an idle one occupies a worker of a small site. */
  readonly idleMs?: number;
}

export interface SentRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  /** On the transport's host. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** What ends an exchange, in milliseconds from sending. */
export interface ExchangeLimits {
  readonly signal: AbortSignal;
  /** `request`: until the last byte; `response`: until the headers of the answer; `socket`: without a byte. */
  readonly timeouts?: Pick<Delays, 'request' | 'response' | 'socket'>;
}

export interface AnswerHead {
  readonly status: number;
  /** Names in lower case; repeated headers joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface ReceivedAnswer extends AnswerHead {
  readonly body: Buffer;
}

export interface OpenAnswer extends AnswerHead {
  /** As it comes; whoever stops reading closes the socket. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

export interface Transport {
  /** The whole answer. Rejects with what broke on the way; the socket is closed then. */
  exchange(request: SentRequest, limits: ExchangeLimits): Promise<ReceivedAnswer>;
  /** The answer as soon as its headers are there; its body has no limit of length and is not packed. */
  open(request: SentRequest, limits: ExchangeLimits): Promise<OpenAnswer>;
  /** Keeps no more than so many sockets, from now on; closes idle ones, and settles when no more are open. */
  limit(connections: number): Promise<void>;
  close(): void;
}

/** A socket whose answer has just been read is given back, or closed, a moment later. */
const LOOK_AGAIN_MS = 5;

const IDLE_SOCKET_MS = 4_000;
const MAX_REDIRECTS = 3;

export function createTransport(origin: string, options: TransportOptions): Transport {
  const { connections, connectTimeoutMs: connectMs, maxBytes, idleMs = IDLE_SOCKET_MS } = options;
  const { lookup = systemLookup } = options;
  const sockets = { keepAlive: true, maxSockets: connections, timeout: idleMs };
  const agent = { http: new HttpAgent(sockets), https: new HttpsAgent(sockets) };
  const agents = [agent.http, agent.https];
  let limit = connections;
  const client = got.extend({
    agent,
    dnsLookup: lookup,
    headers: { 'user-agent': 'mercia' },
    maxRedirects: MAX_REDIRECTS,
    timeout: connectMs === undefined ? {} : { lookup: connectMs, connect: connectMs, secureConnect: connectMs },
    throwHttpErrors: false,
    // Unpacked by ourselves, within a limit and mostly at once: got's chain of streams costs a third of a call.
    decompress: false,
    // A connection that breaks within the body is to be told as what it is.
    strictContentLength: false,
    retry: { limit: 0 },
  });
  const isSameHost = ({ headers, url }: PlainResponse): boolean =>
    // It is asked of every answer.
    headers.location === undefined || URL.parse(headers.location, url)?.origin === origin;

  function send(request: SentRequest, limits: ExchangeLimits, encoding: string): Request {
    const { method, url, headers, body } = request;
    const isRead = method === 'GET' || method === 'HEAD';
    return client.stream(url, {
      method,
      headers: { 'accept-encoding': encoding, ...headers },
      // Without a body, got would wait for one to be written.
      ...(isRead ? {} : { body: body ?? '' }),
      signal: limits.signal,
      // What is written may have been carried out before it was sent on.
      followRedirect: isRead && isSameHost,
      timeout: limits.timeouts ?? {},
    });
  }

  return {
    async exchange(request, limits) {
      const stream = send(request, limits, ACCEPT_ENCODING);
      const [head, packed] = await Promise.all([headOf(stream), collectBody(stream, maxBytes)]);
      return { ...head, body: await unpackBody(packed, head.headers['content-encoding'], maxBytes) };
    },

    async open(request, limits) {
      const stream = send(request, limits, 'identity');
      return { ...(await headOf(stream)), chunks: stream };
    },

    async limit(most) {
      limit = most;
      // An agent closes what comes back beyond these. With none at all, what the guard let out would wait for ever.
      for (const each of agents) each.maxSockets = Math.max(1, Math.min(connections, most));
      while (limit === most && countSockets(agents) > most) {
        for (const { freeSockets } of agents) for (const socket of Object.values(freeSockets).flat()) socket?.destroy();
        await pause(LOOK_AGAIN_MS);
      }
    },

    close() {
      agent.http.destroy();
      agent.https.destroy();
    },
  };
}

function countSockets(agents: readonly HttpAgent[]): number {
  const lists = agents.flatMap(({ sockets, freeSockets }) => [
    ...Object.values(sockets),
    ...Object.values(freeSockets),
  ]);
  return lists.reduce((sum, list) => sum + (list?.length ?? 0), 0);
}

async function headOf(stream: Request): Promise<AnswerHead> {
  const { promise, resolve, reject } = Promise.withResolvers<PlainResponse>();
  stream.once('response', resolve);
  stream.once('error', reject);
  const { statusCode, headers } = await promise;
  return { status: statusCode, headers: flatten(headers) };
}

function flatten(headers: IncomingHttpHeaders): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return flat;
}

/** The packing that is asked for. */
const ACCEPT_ENCODING = 'gzip';
/** The code of an error for a body that is too long; zlib's own for what is too long when unpacked. */
export const TOO_LONG = 'ERR_BUFFER_TOO_LARGE';

/** Unpacking more than this in one go, in bytes as sent, would keep everything else waiting for some milliseconds. */
const AT_ONCE_BYTES = 256 * 1024;

const gunzipApart = promisify(gunzip);

/** All bytes of a stream. What is longer than `maxBytes` ends it, with an error that has the code {@link TOO_LONG}. */
export async function collectBody(stream: Readable, maxBytes: number): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  let length = 0;
  stream.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length <= maxBytes) chunks.push(chunk);
    else stream.destroy(Object.assign(new Error('The body is too long.'), { code: TOO_LONG }));
  });
  stream.once('end', () => {
    resolve(Buffer.concat(chunks, length));
  });
  stream.once('error', reject);
  return promise;
}

/**
 * Most answers are small: with a stream for each, a whole call takes half as much processor time again. Rejects with the code
 * {@link TOO_LONG} for what would be longer than `maxBytes`, with a code `Z_…` for what is no gzip, with `Z_DATA_ERROR` for
 * another packing.
 */
export async function unpackBody(packed: Buffer, encoding: string | undefined, maxBytes: number): Promise<Buffer> {
  const options = { maxOutputLength: maxBytes };
  switch (encoding?.trim().toLowerCase() ?? '') {
    case '':
    case 'identity':
      return packed;
    case 'gzip':
    case 'x-gzip':
      if (packed.length === 0) return packed;
      return packed.length <= AT_ONCE_BYTES ? gunzipSync(packed, options) : gunzipApart(packed, options);
    default:
      throw Object.assign(new Error('a packing that was not asked for'), { code: 'Z_DATA_ERROR' });
  }
}
