/** The server of the feeds: what it logs and counts, and how it ends. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { Readable, Writable } from 'node:stream';
import { startFeedServer, type FeedServer } from '#feeds/index.ts';
import type { FeedServerOptions } from '#feeds/server.ts';
import { createThrottle } from '#feeds/throttle.ts';
import { MerciaError } from '#platform/errors.ts';
import { registerFeedRequests } from '#platform/metrics/request-metrics.ts';
import { createMetrics } from '#platform/metrics/metrics.ts';
import { currentRequester } from '#platform/requester.ts';
import { pino } from 'pino';
import { afterEach, describe, expect, it, vi } from 'vitest';

let server: FeedServer | undefined;
let log = '';
const metrics = createMetrics();
const observe = registerFeedRequests(metrics);

async function start(port = 0, options: Partial<FeedServerOptions> = {}): Promise<FeedServer> {
  log = '';
  ended = [];
  const lines = new Writable({
    write(chunk: Buffer, _, done) {
      log += chunk.toString();
      done();
    },
  });
  return startFeedServer({
    host: '127.0.0.1',
    port,
    logger: pino({ level: 'debug' }, lines),
    ready: async () => ({ ready: true }),
    observe,
    ...options,
    protocols: (app) => {
      app.get('/one/:id', () => ({ one: 1 }));
      app.get('/asked-by', () => currentRequester());
      app.get('/fault', () => Promise.reject(new Error('a fault of its own')));
      app.get('/busy', () => {
        throw new MerciaError('RATE_LIMITED', 'host db.internal is busy', { retryAfterSeconds: 7 });
      });
      app.get('/endless', (_, reply) => reply.send(Readable.from(endless(), { objectMode: false })));
      void app.register(async (scope) => {
        scope.addHook('onRequest', createThrottle({ perClient: 2, inAll: 4, now: () => now }));
        scope.addHook('onRequest', async ({ url }, { raw }) => {
          raw.once('close', () => ended.push(url));
        });
        scope.get('/few', () => 'few');
        scope.get('/much', (_, reply) => reply.send(Readable.from(much(), { objectMode: false })));
        scope.get('/whole', () => 'x'.repeat(WHOLE_BYTES));
      });
    },
  });
}

/** More than the buffers between two ends of a connection hold. */
const WHOLE_BYTES = 64 * 1024 * 1024;
let now = 0;
/** Addresses whose answers are over. */
let ended: string[] = [];

async function* much(): AsyncGenerator<string> {
  for (;;) yield 'much '.repeat(10_000);
}

/** Asks from an address of its own and reads nothing of the answer; resolves when it has begun. */
async function askAndNotRead(url: string, path: string, localAddress: string): Promise<Socket> {
  const { port, hostname } = new URL(url);
  const socket = connect({ port: Number(port), host: hostname, localAddress });
  socket.write(`GET ${path} HTTP/1.1\r\nhost: ${hostname}\r\n\r\n`);
  await once(socket, 'readable');
  socket.on('error', () => undefined);
  return socket;
}

async function* endless(): AsyncGenerator<string> {
  for (;;) {
    yield 'more ';
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

afterEach(async () => {
  await server?.close();
  server = undefined;
});

describe('the server of the feeds', () => {
  it('logs and counts routes, and never an address: keys stand in them', async () => {
    server = await start();
    for (const path of ['/one/secret-1?apikey=secret-2', '/nothing/secret-3?apikey=secret-4', '/fault?apikey=secret-5'])
      await fetch(`${server.url}${path}`);
    // Machines ask for these all day.
    for (const probe of ['/health', '/ready']) await fetch(`${server.url}${probe}`);

    const { text } = await metrics.scrape();

    expect(log).toContain('/one/:id');
    expect(log).toContain('a fault of its own');
    expect(`${log}${text}`).not.toMatch(/"\/(?:health|ready)"/);
    expect(`${log}${text}`).not.toContain('secret-');
    expect(text).toContain('mercia_feed_requests_total{route="/one/:id",status="200"} 1');
    expect(text).toContain('mercia_feed_requests_total{route="none",status="404"} 1');
    expect(text).toContain('mercia_feed_request_duration_seconds_count{route="/fault"} 1');
  });

  it('does its work for each request on its own, so that one of many takes no more of the database than another', async () => {
    server = await start();
    const { url } = server;
    const asked = await Promise.all([1, 2].map(async () => (await fetch(`${url}/asked-by`)).json()));
    const names = new Set(asked.map((one) => (one as { request: string }).request));

    expect(asked).toMatchObject([{ anonymous: true }, { anonymous: true }]);
    expect(names.size).toBe(2);
  });

  it.each(['/much', '/whole'])('ends an answer (%s) that is not taken up in time', async (path) => {
    server = await start(0, { longestAnswerMs: 100 });
    const slow = await askAndNotRead(server.url, path, '127.0.0.2');

    await vi.waitFor(() => {
      expect(ended).toEqual([path]);
    }, 30_000);
    slow.destroy();
  });

  it('answers others though readers from many addresses leave their answers lying', async () => {
    server = await start();
    const { url } = server;
    const slow = await Promise.all(
      ['/much', '/whole', '/much', '/whole'].map((path, n) => askAndNotRead(url, path, `127.0.0.${2 + n}`)),
    );
    const sentAway = await fetch(`${url}/few`);
    now += 10_000;
    const answered = await fetch(`${url}/few`);
    for (const socket of slow) socket.destroy();

    expect([sentAway.status, answered.status]).toEqual([503, 200]);
  });

  it('says of a fault what anybody may know, and when to come again', async () => {
    server = await start();
    const fault = await fetch(`${server.url}/fault`);
    const busy = await fetch(`${server.url}/busy`);

    expect([fault.status, await fault.json()]).toMatchObject([500, { code: 'INTERNAL' }]);
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '7']);
    expect(await busy.text()).not.toContain('db.internal');
  });

  it('ends although a caller is given an answer without end', async () => {
    server = await start(0, { longestAnswerMs: 500 });
    const answer = await fetch(`${server.url}/endless`, { headers: { 'accept-encoding': 'identity' } });
    const reader = answer.body!.getReader();
    expect((await reader.read()).done).toBe(false);

    const closed = server.close();
    server = undefined;
    const rest = (async () => {
      while (!(await reader.read()).done);
    })();

    await closed;
    await expect(rest).rejects.toThrow();
  });

  it('names the port that it cannot have', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    try {
      await expect(start(port)).rejects.toThrow(`[feeds] cannot listen on 127.0.0.1:${String(port)}: is it in use?`);
    } finally {
      other.close();
    }
  });
});
