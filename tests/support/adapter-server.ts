/** An adapter server on a loopback port, in this process, that can be killed and started again where it was. */
import type { LmsAdapter } from '#contract/adapter.ts';
import { registerAdapterServer } from '#adapters/adapter-server.ts';
import type { SystemId } from '#domain/ids.ts';
import { createLogger } from '#platform/logger.ts';
import { createContextVerifier } from '#platform/signed-context.ts';
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';

export const TEST_SECRET = 'a secret that only the tests of the wire know';

export interface TestAdapterServer {
  readonly address: string;
  /** Connections that were opened to it so far. */
  readonly connections: () => number;
  /** Ends it with every connection cut. */
  stop(): Promise<void>;
  /** Listens again on the same port. */
  start(): Promise<void>;
  close(): Promise<void>;
}

export interface TestAdapterServerOptions {
  readonly heartbeatMs?: number;
  /** The key by which it knows the hub, read at each question; {@link TEST_SECRET} where not said. */
  readonly contextKey?: () => string;
}

/** `adapters` may be filled after the start. */
export async function startAdapterServer(
  adapters: ReadonlyMap<SystemId, LmsAdapter>,
  { heartbeatMs = 10_000, contextKey = () => TEST_SECRET }: TestAdapterServerOptions = {},
): Promise<TestAdapterServer> {
  let app: FastifyInstance | null = null;
  let port = 0;
  let connections = 0;

  async function start(): Promise<void> {
    app = fastify({ forceCloseConnections: true });
    registerAdapterServer(app, {
      adapters,
      verify: (signed) => createContextVerifier(contextKey())(signed),
      logger: createLogger('silent'),
      heartbeatMs,
    });
    app.server.on('connection', () => {
      connections += 1;
    });
    port = Number(new URL(await app.listen({ host: '127.0.0.1', port })).port);
  }
  async function stop(): Promise<void> {
    await app?.close();
    app = null;
  }

  await start();
  return { address: `http://127.0.0.1:${port}`, connections: () => connections, start, stop, close: stop };
}
