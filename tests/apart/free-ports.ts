import { DEMO_SERVERS } from '#demo/region-text.ts';
import { portsOf, type ComposeFile } from '#tools/compose/compose-file.ts';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Server } from 'node:net';

/**
 * Below the ports that systems give out of their own accord, and those at which simulated systems listen (`listenSteadily`): nobody is
 * handed one of the block before it is used.
 */
const LOWEST = 12_000;
const HIGHEST = 19_900;

/** Ports of the loopback interface that are free now, one after the other: the first of them. */
export async function findFreePorts(count: number): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const first = randomInt(LOWEST, HIGHEST);
    if (await isFree(first, count)) return first;
  }
  throw new Error(`no ${count} ports in a row are free`);
}

/** The first of the demonstration’s systems, in docker-compose.yml. */
export const DEMO_PORT = 4101;

/** For each port of docker-compose.yml one that is free. */
export async function findPortsFor(file: ComposeFile): Promise<ReadonlyMap<number, number>> {
  const written = [...portsOf(file), ...DEMO_SERVERS.map((_, index) => DEMO_PORT + index)];
  // The issuer of the demonstration takes the port behind those of its systems.
  const first = await findFreePorts(written.length + 1);
  return new Map(written.map((port, index) => [port, first + index]));
}

async function isFree(first: number, count: number): Promise<boolean> {
  const servers: Server[] = [];
  try {
    for (let port = first; port < first + count; port += 1) {
      const server = createServer();
      servers.push(server);
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    }
    return true;
  } catch {
    return false;
  } finally {
    await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  }
}
