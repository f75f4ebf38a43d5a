import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { listenSteadily } from './steady-port.ts';

const open: Server[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) {
    server.close();
    await once(server, 'close');
  }
});

it('listens on a port of its own, that is given to nobody who asks for any', async () => {
  const ports: number[] = [];
  for (let count = 0; count < 20; count += 1) {
    const server = createServer();
    open.push(server);
    await listenSteadily(server, '127.0.0.1');
    ports.push((server.address() as AddressInfo).port);
  }

  expect(new Set(ports).size).toBe(ports.length);
  expect(Math.max(...ports)).toBeLessThan(32_768);
});

it('tells of what is no matter of the port', async () => {
  await expect(listenSteadily(createServer(), '192.0.2.1')).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' });
});
