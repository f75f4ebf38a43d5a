import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';

/** Ports of the loopback interface that are free now, one after the other: the first of them. */
export async function findFreePorts(count: number): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const first = await tryBlock(count);
    if (first !== null) return first;
  }
  throw new Error(`no ${count} ports in a row are free`);
}

async function tryBlock(count: number): Promise<number | null> {
  const servers: Server[] = [];
  try {
    for (let index = 0; index < count; index += 1) {
      const first = servers[0] === undefined ? null : portOf(servers[0]);
      const server = createServer();
      servers.push(server);
      server.listen(first === null ? 0 : first + index, '127.0.0.1');
      await once(server, 'listening');
    }
    return servers[0] === undefined ? null : portOf(servers[0]);
  } catch {
    return null;
  } finally {
    await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  }
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
