import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { createHttpApp, HTTP_PATIENCE } from './http-app.ts';

let app: FastifyInstance;
let port: number;
beforeEach(async () => {
  app = createHttpApp({}, { headersMs: 150, requestMs: 200, checkEveryMs: 20 });
  app.post('/', async () => ({ read: true }));
  port = Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port);
});
afterEach(() => app.close());

/** What is answered to these bytes, up to the end of the connection. */
async function send(text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(text);
  let answer = '';
  socket.setEncoding('latin1').on('data', (part: string) => (answer += part));
  await once(socket, 'close');
  return answer;
}

const HEAD = 'POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n';

describe('an HTTP server', () => {
  it('answers a request that comes whole', async () => {
    const answer = await send(`${HEAD}content-length: 2\r\nconnection: close\r\n\r\n{}`);

    expect(answer).toMatch(/^HTTP\/1\.1 200 [^]*\{"read":true\}$/);
  });

  it.each([
    ['its body never ends', `${HEAD}content-length: 200\r\n\r\n{"query":`],
    ['its headers never end', HEAD],
  ])('waits for no request of which %s', async (_what, half) => {
    expect(await send(half)).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('waits for seconds by itself, not for minutes', () => {
    expect(HTTP_PATIENCE.requestMs).toBeLessThanOrEqual(15_000);
    expect(HTTP_PATIENCE.headersMs).toBeLessThan(HTTP_PATIENCE.requestMs);
  });
});
