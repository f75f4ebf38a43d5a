/** A SirsiDynix Symphony that speaks its web services over real sockets: JSON, legacy XML, MARC exports. */
import type { ServerResponse } from 'node:http';
import { page } from '../answer.ts';
import type { Answer } from '../answer.ts';
import { createSimulatorServer } from '../server.ts';
import type { Asked, SimulatorServer, SimulatorServerOptions } from '../server.ts';
import type { SymphonyWorld } from './tables.ts';

/** 8 workers where not said. */
export interface SymphonySimulatorOptions extends SimulatorServerOptions {
  readonly world: SymphonyWorld;
  /** Replaces the world's clock. */
  readonly clock?: () => number;
  /** Where the web services are; `/symws` where not said. Every site has another. */
  readonly basePath?: string;
}

export interface SymphonySimulator extends SimulatorServer {
  readonly world: SymphonyWorld;
  /** The address of the web services: {@link SimulatorServer.url} and the base path, no trailing slash. */
  readonly baseUrl: string;
  /** The address of the full export, `…/export/catalogue.mrc`. */
  readonly exportUrl: string;
}

/** Listens and answers for a world, which may change under it at any time. Rejects where the port is taken. */
export async function createSymphonySimulator(options: SymphonySimulatorOptions): Promise<SymphonySimulator> {
  const { world } = options;
  if (options.clock !== undefined) world.now = options.clock;
  const basePath = options.basePath ?? '/symws';
  const server = await createSimulatorServer(
    {
      now: () => world.now(),
      kindOf: () => 'other',
      answer: () => page(404, 'Not Found'),
      expireTokens: () => undefined,
      maintenance: 'Web services are being updated',
      send,
    },
    { workers: 8, ...options },
  );
  return { ...server, world, baseUrl: `${server.url}${basePath}`, exportUrl: `${server.url}/export/catalogue.mrc` };
}

function send(asked: Asked, response: ServerResponse, answer: Answer): void {
  for (const [name, value] of answer.headers ?? []) response.appendHeader(name, value);
  response.setHeader('Content-Type', answer.contentType);
  response.setHeader('Content-Length', Buffer.byteLength(answer.body));
  response.statusCode = answer.status;
  response.end(asked.method === 'HEAD' ? undefined : answer.body);
}
