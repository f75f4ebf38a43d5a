import { once } from 'node:events';
import { connect } from 'node:net';
import { Agent } from 'undici';
import { afterEach, expect, it, vi } from 'vitest';
import { createDeparture } from './departure.ts';
import { createHttpApp } from './http-app.ts';

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const step of undo.splice(0).reverse()) await step();
});

/** A server whose `/slow` is answered when it is told to, and a client that keeps its connection. */
async function start(longestMs?: number) {
  const app = createHttpApp({});
  const departure = createDeparture(app, longestMs);
  const asked = Promise.withResolvers<undefined>();
  const answer = Promise.withResolvers<string>();
  app.get('/', () => 'quick');
  app.get('/slow', () => {
    asked.resolve(undefined);
    return answer.promise;
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const agent = new Agent({ connections: 1 });
  undo.push(
    () => departure.close(),
    () => agent.destroy(),
  );
  const get = async (path: string) => {
    const { headers, body } = await agent.request({ origin: url, path, method: 'GET' });
    return { connection: headers['connection'], text: await body.text() };
  };
  return { departure, asked: asked.promise, answer: answer.resolve, get, url };
}

it('answers what comes while it leaves, on connections that it then closes', async () => {
  const { departure, get } = await start();
  expect(await get('/')).toEqual({ connection: 'keep-alive', text: 'quick' });

  departure.leave();

  expect(await get('/')).toEqual({ connection: 'close', text: 'quick' });
  expect(await get('/')).toEqual({ connection: 'close', text: 'quick' });
});

it('answers what it was asked before it closes, and accepts nothing more', async () => {
  const { departure, asked, answer, get, url } = await start();
  const slow = get('/slow');
  await asked;

  const closed = departure.close();
  await expect.poll(() => fetch(url).then(String, () => 'refused')).toBe('refused');
  answer('in the end');

  expect(await slow).toEqual({ connection: 'close', text: 'in the end' });
  await closed;
});

it('gives up what takes too long', async () => {
  const { departure, asked, get } = await start(1);
  const slow = get('/slow').catch(() => 'cut');
  await asked;

  await departure.close();

  expect(await slow).toBe('cut');
});

it('does not wait for a connection on which nothing is asked', async () => {
  const { departure, url } = await start();
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  const ended = once(socket, 'close');
  socket.resume();

  await departure.close();

  await ended;
});

it('closes as soon where the clock of the machine is set back meanwhile', async () => {
  const { departure, url } = await start();
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.resume();
  vi.useFakeTimers({ toFake: ['Date'] });

  const closed = departure.close();
  vi.setSystemTime(Date.now() - 3_600_000);

  await closed;
  expect(socket.closed || (await once(socket, 'close'))).toBeTruthy();
}, 5_000);
