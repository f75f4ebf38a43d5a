import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createArrivals } from './arrivals.ts';

let now = 0;
const arrivals = createArrivals({ now: () => now });
const server = createServer((_, response) => response.end('answered'));
arrivals.watch(server);

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const HERE = '127.0.0.1';

async function open() {
  const accepted = once(server, 'connection');
  const socket = connect({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
  await accepted;
  return socket;
}

it('expects a question on a connection that was opened a moment ago, until it came', async () => {
  expect(arrivals.areExpected(HERE)).toBe(false);
  const socket = await open();
  expect(arrivals.areExpected(HERE)).toBe(true);

  socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
  await once(socket, 'data');

  expect(arrivals.areExpected(HERE)).toBe(false);
});

it('expects nothing for somebody at another address', async () => {
  const socket = await open();

  expect(arrivals.areExpected('192.0.2.1')).toBe(false);
  socket.destroy();
});

it('expects nothing of a connection that stays silent, or was closed', async () => {
  await open();
  now += 1_000;
  expect(arrivals.areExpected(HERE)).toBe(false);

  const hasty = await open();
  expect(arrivals.areExpected(HERE)).toBe(true);
  hasty.destroy();
  await expect.poll(() => arrivals.areExpected(HERE)).toBe(false);
});
