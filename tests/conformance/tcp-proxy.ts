/** A wire between an adapter and its system that can be cut, and that counts what is open on it. */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** `pass` carries everything; `hang` swallows questions; `garbage` answers what is no protocol; `reset` cuts at the first byte. */
export type WireMode = 'pass' | 'hang' | 'garbage' | 'reset';

export interface TcpProxy {
  readonly address: string;
  /** Sockets that the adapter holds open now. */
  readonly open: number;
  /** The most that it held open at once since {@link setMode}. */
  readonly most: number;
  /** Cuts everything that is open, then behaves like this. */
  setMode(mode: WireMode): void;
  /** Resolves when the adapter has closed all its sockets. */
  untilClosed(): Promise<void>;
  /** Resolves when the next question has come. */
  untilAsked(): Promise<void>;
  /** Stops listening: connections are refused, as by a dead host. */
  stop(): Promise<void>;
  /** Listens again at the same address. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Listens on a free port of this machine and carries bytes to another, or to a Unix socket. */
export async function createTcpProxy(target: number | string): Promise<TcpProxy> {
  let mode: WireMode = 'pass';
  let most = 0;
  let port = 0;
  const inside = new Set<Socket>();
  const outside = new Set<Socket>();
  const waiting: { closed: (() => void)[]; asked: (() => void)[] } = { closed: [], asked: [] };

  const server = createServer((socket) => {
    inside.add(socket);
    most = Math.max(most, inside.size);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      inside.delete(socket);
      if (inside.size === 0) for (const done of waiting.closed.splice(0)) done();
    });
    socket.on('data', () => {
      for (const done of waiting.asked.splice(0)) done();
    });
    if (mode === 'pass') {
      const other = typeof target === 'number' ? connect(target, '127.0.0.1') : connect(target);
      outside.add(other);
      other.on('error', () => socket.destroy());
      other.on('close', () => {
        outside.delete(other);
        socket.destroy();
      });
      socket.on('close', () => other.destroy());
      socket.pipe(other).pipe(socket);
    } else {
      const now = mode;
      socket.on('data', () => {
        if (now === 'garbage') socket.end('\u0000\u0001 this is no protocol that anybody speaks\n');
        if (now === 'reset') socket.resetAndDestroy();
      });
    }
  });

  function cut(): void {
    for (const socket of [...inside, ...outside]) socket.destroy();
  }
  async function start(): Promise<void> {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  }
  async function stop(): Promise<void> {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    cut();
    await closed;
  }

  await start();
  return {
    address: `http://127.0.0.1:${port}`,
    get open() {
      return inside.size;
    },
    get most() {
      return most;
    },
    setMode(next) {
      mode = next;
      most = 0;
      cut();
    },
    untilClosed: () =>
      new Promise((resolve) => {
        if (inside.size === 0) resolve();
        else waiting.closed.push(resolve);
      }),
    untilAsked: () =>
      new Promise((resolve) => {
        waiting.asked.push(resolve);
      }),
    stop,
    start,
    close: stop,
  };
}
