/** The sockets to one host: kept alive, no more than so many, given back soon. Knows nothing of what is asked. */
import { setImmediate } from 'node:timers/promises';
import { errors, Pool } from 'undici';
import { ACCEPT_ENCODING, unpackBody } from './http-body.ts';

export interface TransportOptions {
  /** Sockets open at once; more exchanges wait for a free one. */
  readonly connections: number;
  /** Milliseconds that a connection may take to come about. */
  readonly connectTimeoutMs: number;
  /** A longer body is refused, packed or unpacked. */
  readonly maxBytes: number;
}

export interface SentRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  /** On the transport's host. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export interface ReceivedAnswer {
  readonly status: number;
  /** Names in lower case; repeated headers joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Transport {
  /**
   * Rejects with what broke on the way, and, when `signal` ends, with its reason; the socket is closed then. Nothing is
   * tried again, no redirect followed, no status refused.
   */
  exchange(request: SentRequest, signal: AbortSignal): Promise<ReceivedAnswer>;
  /** Closes every socket. */
  close(): void;
}

/** An idle socket occupies a worker of a small site: give it back soon. */
const IDLE_SOCKET_MS = 4_000;

export function createTransport(origin: string, options: TransportOptions): Transport {
  const { connections, connectTimeoutMs, maxBytes } = options;
  const pool = new Pool(origin, {
    connections,
    connect: { timeout: connectTimeoutMs },
    keepAliveTimeout: IDLE_SOCKET_MS,
    keepAliveMaxTimeout: IDLE_SOCKET_MS,
    // The signal ends what takes too long.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: maxBytes,
  });
  return {
    async exchange({ method, url, headers, body }, signal) {
      const answer = await pool.request({
        method,
        path: url.pathname + url.search,
        headers: { 'user-agent': 'mercia', 'accept-encoding': ACCEPT_ENCODING, ...headers },
        body,
        signal,
      });
      const packed = Buffer.from(await answer.body.arrayBuffer());
      const flat = flatten(answer.headers);
      // Its socket is free again only a turn later: whoever asks at once would open another.
      await setImmediate();
      return {
        status: answer.statusCode,
        headers: flat,
        body: await unpackBody(packed, flat['content-encoding'], maxBytes),
      };
    },
    close() {
      void pool.destroy();
    },
  };
}

/** True where a body was refused for its length. */
export function isTooLong(error: unknown): boolean {
  if (error instanceof errors.ResponseExceededMaxSizeError) return true;
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return flat;
}
