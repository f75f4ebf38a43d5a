/** A wire between an adapter and its system that can be cut, and that counts what is open on it. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { listenSteadily } from '#platform/steady-port.ts';
import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises';

/**
 * `pass` carries everything; `hang` swallows questions; `garbage` answers what is no protocol; `reset` cuts at the first byte.
 * `cut` breaks off in the middle of an answer; `slow` and `split` carry the whole answer, late and in small pieces.
 */
export type WireMode = 'pass' | 'hang' | 'garbage' | 'reset' | 'cut' | 'slow' | 'split';

export interface TcpProxy {
  readonly address: string;
  readonly port: number;
  /** Sockets that the adapter holds open now. */
  readonly open: number;
  /** The most that it held open at once since {@link setMode}. */
  readonly most: number;
  /** Questions, or parts of long ones, that have come since {@link setMode}. */
  readonly asked: number;
  /** What it does now; `refused` while it is stopped. */
  readonly mode: WireMode | 'refused';
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

/** Where the bytes go: a port of this machine, a Unix socket, or whatever opens a connection. */
export type WireTarget = number | string | (() => Duplex);

/** Listens on a free port of this machine and carries bytes to another. */
export async function createTcpProxy(target: WireTarget): Promise<TcpProxy> {
  let mode: WireMode = 'pass';
  const counts = { most: 0, asked: 0 };
  let port = 0;
  const inside = new Set<Socket>();
  const outside = new Set<Duplex>();
  const waiting: { closed: (() => void)[]; asked: (() => void)[] } = { closed: [], asked: [] };

  const server = createServer((socket) => {
    inside.add(socket);
    // What was closed before it came may be read later: both are known when this turn of the event loop is over.
    setImmediate(() => {
      counts.most = Math.max(counts.most, inside.size);
    });
    const onClosed = (): void => {
      inside.delete(socket);
      if (inside.size === 0) for (const done of waiting.closed.splice(0)) done();
    };
    socket.on('error', () => undefined);
    socket.on('end', onClosed);
    socket.on('close', onClosed);
    socket.on('data', () => {
      counts.asked += 1;
      for (const done of waiting.asked.splice(0)) done();
    });
    behave(socket, mode, target, outside);
  });

  function cut(): void {
    for (const socket of [...inside, ...outside]) socket.destroy();
  }
  async function start(): Promise<void> {
    if (server.listening) return;
    await listenSteadily(server, '127.0.0.1', port);
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
    port,
    get mode() {
      return server.listening ? mode : 'refused';
    },
    get open() {
      return inside.size;
    },
    get most() {
      return counts.most;
    },
    get asked() {
      return counts.asked;
    },
    setMode(next) {
      mode = next;
      Object.assign(counts, { most: 0, asked: 0 });
      cut();
    },
    untilClosed: () => (inside.size === 0 ? Promise.resolve() : joining(waiting.closed)),
    untilAsked: () => joining(waiting.asked),
    stop,
    start,
    close: stop,
  };
}

/** Waits among others for what they wait for. */
function joining(waiting: (() => void)[]): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
  });
}

/** Does to one connection what the wire does now; those beyond it are kept in `outside` while they are open. */
function behave(socket: Socket, mode: WireMode, target: WireTarget, outside: Set<Duplex>): void {
  if (mode === 'hang' || mode === 'garbage' || mode === 'reset') {
    // Once: a long question comes in pieces.
    socket.once('data', () => {
      if (mode === 'garbage') socket.end('\u0000\u0001 this is no protocol that anybody speaks\r\n');
      if (mode === 'reset') socket.resetAndDestroy();
    });
    return;
  }
  const other = openTarget(target);
  outside.add(other);
  other.on('error', () => socket.destroy());
  other.on('close', () => {
    outside.delete(other);
    // Late pieces of an answer still have to come.
    if (mode === 'pass') socket.destroy();
  });
  socket.on('close', () => other.destroy());
  socket.pipe(other);
  carryAnswer(mode, other, socket);
}

function openTarget(target: WireTarget): Duplex {
  if (typeof target === 'function') return target();
  return typeof target === 'number' ? connect(target, '127.0.0.1') : connect(target);
}

function carryAnswer(mode: 'pass' | 'cut' | 'slow' | 'split', from: Duplex, to: Socket): void {
  if (mode === 'pass') from.pipe(to);
  else if (mode === 'cut') cutInTheMiddle(from, to);
  else if (mode === 'slow') carrySlowly(from, to);
  else carrySplit(from, to);
}

const SLOW_MS = 60;
/** Bytes that come one at a time; what follows comes in small pieces, or a long answer would take all day. */
const ONE_BY_ONE = 300;
const PIECE = 211;

/** Half of the first piece, and then nothing: the host went away while it spoke. */
function cutInTheMiddle(from: Duplex, to: Socket): void {
  from.once('data', (piece: Buffer) => {
    to.write(piece.subarray(0, Math.ceil(piece.length / 2)), () => to.destroy());
  });
}

/** Every piece a little later. */
function carrySlowly(from: Duplex, to: Socket): void {
  void carry(from, to, async (piece) => {
    await delay(SLOW_MS);
    write(to, piece);
  });
}

/** Byte by byte: a reader that takes a packet for a message is found. */
function carrySplit(from: Duplex, to: Socket): void {
  to.setNoDelay(true);
  let carried = 0;
  void carry(from, to, async (piece) => {
    for (let at = 0; at < piece.length;) {
      const size = carried < ONE_BY_ONE ? 1 : PIECE;
      write(to, piece.subarray(at, at + size));
      at += size;
      carried += size;
      await turn();
    }
  });
}

async function carry(from: Duplex, to: Socket, pass: (piece: Buffer) => Promise<void>): Promise<void> {
  try {
    for await (const piece of from) await pass(piece as Buffer);
    to.end();
  } catch {
    to.destroy();
  }
}

function write(to: Socket, piece: Buffer): void {
  if (!to.destroyed) to.write(piece);
}
