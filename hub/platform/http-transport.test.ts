import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { createTransport, type SentRequest, type Transport, type TransportOptions } from './http-transport.ts';

const signal = new AbortController().signal;
const open: (() => void)[] = [];

afterEach(() => {
  for (const close of open.splice(0)) close();
});

interface Bench {
  readonly transport: Transport;
  readonly sent: SentRequest;
  /** Those that were opened, in their order. */
  readonly sockets: readonly Socket[];
}

async function build(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  options: Partial<TransportOptions> = {},
): Promise<Bench> {
  const sockets: Socket[] = [];
  const server = createServer(answer).listen(0, '127.0.0.1');
  server.on('connection', (socket) => sockets.push(socket));
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const transport = createTransport(origin, { connections: 2, maxBytes: 1_000, ...options });
  open.push(
    () => {
      transport.close();
    },
    () => {
      server.closeAllConnections();
      server.close();
    },
  );
  return { transport, sent: { method: 'GET', url: new URL('/items', origin), headers: {}, body: null }, sockets };
}

async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => null,
    (error: unknown) => error,
  );
}

describe('an exchange', () => {
  it('gives its socket back when it was idle for a while, although the host would keep it', async () => {
    const { transport, sent, sockets } = await build((_request, response) => response.end('[]'), { idleMs: 20 });

    await transport.exchange(sent, { signal });
    const [socket] = sockets;
    if (socket?.destroyed === false) await once(socket, 'close');

    expect(sockets).toHaveLength(1);
    expect(socket?.destroyed).toBe(true);
  });

  it('takes longer than a socket may be idle where its own time allows it', async () => {
    const { transport, sent } = await build(
      (_request, response) => {
        setTimeout(() => response.end('late'), 60);
      },
      { idleMs: 20 },
    );

    const answer = await transport.exchange(sent, { signal, timeouts: { request: 5_000 } });

    expect(answer.body.toString()).toBe('late');
  });

  it('has the time that is set from sending on, down to the socket', async () => {
    const closed = Promise.withResolvers<undefined>();
    const { transport, sent } = await build((request) => {
      request.socket.once('close', () => {
        closed.resolve(undefined);
      });
    });

    expect(await errorOf(transport.exchange(sent, { signal, timeouts: { request: 40 } }))).toMatchObject({
      name: 'TimeoutError',
      event: 'request',
    });
    await closed.promise;
  });

  it.each([
    ['its length was announced', { 'content-length': '900' }],
    ['it was not', {}],
  ])('whose connection breaks in the middle of the body is a broken connection (%s)', async (_, headers) => {
    const { transport, sent } = await build((request, response) => {
      response.writeHead(200, headers).write('[1,', () => request.socket.destroy());
    });

    expect(await errorOf(transport.exchange(sent, { signal }))).toMatchObject({ code: 'ECONNRESET' });
  });

  it('follows no circle of redirects for ever', async () => {
    let asked = 0;
    const { transport, sent } = await build((request, response) => {
      asked += 1;
      response.writeHead(302, { location: request.url }).end();
    });

    expect(await errorOf(transport.exchange(sent, { signal }))).toMatchObject({ code: 'ERR_TOO_MANY_REDIRECTS' });
    expect(asked).toBe(4);
  });
});

describe('an open answer', () => {
  it('is there with its headers, and comes as long as it comes', async () => {
    const more = Promise.withResolvers<ServerResponse>();
    const { transport, sent } = await build(
      (_request, response) => {
        response.writeHead(200, { 'x-part': '1' }).write('first ');
        more.resolve(response);
      },
      { maxBytes: 3 },
    );

    const answer = await transport.open(sent, { signal });
    (await more.promise).end('last');
    const body = await buffer(answer.chunks);

    expect(answer).toMatchObject({ status: 200, headers: { 'x-part': '1' } });
    expect(body.toString()).toBe('first last');
  });

  it('ends with an error where its host falls silent', async () => {
    const { transport, sent } = await build((_request, response) => {
      response.writeHead(200).write('first');
    });

    const answer = await transport.open(sent, { signal, timeouts: { response: 5_000, socket: 50 } });

    expect(await errorOf(buffer(answer.chunks))).toMatchObject({ name: 'TimeoutError', event: 'socket' });
  });

  it('closes its socket when nobody reads on', async () => {
    const { transport, sent, sockets } = await build((_request, response) => {
      response.writeHead(200).write('first');
    });

    const answer = await transport.open(sent, { signal });
    for await (const chunk of answer.chunks) {
      expect(Buffer.from(chunk).toString()).toBe('first');
      break;
    }

    if (sockets[0]?.destroyed === false) await once(sockets[0], 'close');
    expect(sockets).toHaveLength(1);
  });
});
