/** Stands between a client and a server on loopback, and breaks off, or falls silent, in the middle. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface CuttingProxy {
  readonly port: number;
  /** Resolves when it has broken off or fallen silent. */
  readonly reached: Promise<void>;
  close(): Promise<void>;
}

export interface CuttingProxyOptions {
  readonly to: number;
  /** Bytes of the client, or of the server, that are passed on. */
  readonly after: number;
  readonly of?: 'CLIENT' | 'SERVER';
  readonly then: 'CUT' | 'SILENCE';
  /** Later connections are passed on whole. */
  readonly firstOnly?: boolean;
}

export async function startCuttingProxy({
  to,
  after,
  of = 'CLIENT',
  then,
  firstOnly = false,
}: CuttingProxyOptions): Promise<CuttingProxy> {
  const sockets = new Set<Socket>();
  const { promise: reached, resolve } = Promise.withResolvers<undefined>();
  let count = 0;
  const server = createServer((client) => {
    count += 1;
    const limit = firstOnly && count > 1 ? Number.POSITIVE_INFINITY : after;
    const upstream = connect(to, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        if (then === 'CUT') for (const each of [client, upstream]) each.destroy();
      });
    }
    let passed = 0;
    const pass = (from: Socket, into: Socket, isCounted: boolean): void => {
      from.on('data', (bytes) => {
        if (isCounted) passed += bytes.length;
        if (passed <= limit) {
          into.write(bytes);
          return;
        }
        if (!isCounted) return;
        if (then === 'CUT') from.destroy();
        else from.pause();
        resolve(undefined);
      });
    };
    pass(client, upstream, of === 'CLIENT');
    pass(upstream, client, of === 'SERVER');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: address !== null && typeof address === 'object' ? address.port : 0,
    reached: reached.then(() => undefined),
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
