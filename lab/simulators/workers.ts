/**
 * A library system's workers, or the licence of a SIP2 server: each serves one connection at a time, and goes on serving it while it
 * is kept alive. Connections beyond them are refused, or accepted by the system and left waiting.
 */
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { MerciaError } from '#platform/errors.ts';
import { listenSteadily } from '#platform/steady-port.ts';

export interface WorkerOptions {
  readonly host: string;
  readonly port: number;
  /** PEM; without it the server speaks in clear. */
  readonly tls?: { readonly key: string; readonly cert: string } | undefined;
  /** Connections served at once. */
  readonly workers: number;
  /** What becomes of those beyond them. */
  readonly surplus: 'refuse' | 'wait';
  /** An idle connection is closed after so long when another one waits; never, and the waiting ones are read, where not given. */
  readonly keepAliveMs?: number;
  /** Called with each connection that gets a worker. */
  readonly serve: (socket: Socket, connection: number) => void;
}

export interface SocketCount {
  /** Connections that are served at the moment. */
  readonly now: number;
  /** The most that were open at the same time, refused and waiting ones included. */
  readonly most: number;
  readonly opened: number;
  readonly refused: number;
  readonly waiting: number;
}

export class Workers {
  readonly #options: WorkerOptions;
  readonly #open = new Set<Socket>();
  readonly #served = new Map<Socket, { requests: number; idleSince: number }>();
  readonly #waiting = new Set<Socket>();
  readonly #counts = { most: 0, opened: 0, refused: 0 };
  #server: Server | null = null;
  #port: number;
  #connections = 0;

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#port = options.port;
  }

  get port(): number {
    return this.#port;
  }

  get count(): SocketCount {
    return { ...this.#counts, now: this.#served.size, waiting: this.#waiting.size };
  }

  /** Listens; after {@link shut} on the port it had before. */
  async open(): Promise<void> {
    if (this.#server !== null) return;
    const { host, tls, keepAliveMs } = this.#options;
    const arrive = (socket: Socket) => {
      this.#arrive(socket);
    };
    const server =
      tls === undefined
        ? createServer({ pauseOnConnect: keepAliveMs !== undefined }, arrive)
        : createTlsServer(tls, arrive);
    // A client that breaks off while it shakes hands is nobody's fault here.
    server.on('tlsClientError', () => undefined);
    this.#server = server;
    try {
      await listen(server, host, this.#port);
    } catch (failure) {
      this.#server = null;
      throw failure;
    }
    const address = server.address();
    if (typeof address === 'object' && address !== null) this.#port = address.port;
  }

  /** Stops listening and cuts every connection at once. */
  async shut(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    const closed =
      server === null
        ? Promise.resolve()
        : new Promise<void>((resolve) =>
            server.close(() => {
              resolve();
            }),
          );
    for (const socket of this.#open) socket.destroy();
    this.#served.clear();
    this.#waiting.clear();
    await closed;
  }

  begin(socket: Socket): void {
    const served = this.#served.get(socket);
    if (served !== undefined) served.requests++;
  }

  /** Its answer is sent. */
  end(socket: Socket): void {
    const served = this.#served.get(socket);
    if (served === undefined) return;
    served.requests--;
    served.idleSince = performance.now();
    this.#closeIdleSoon();
  }

  #arrive(socket: Socket): void {
    socket.on('error', () => {
      socket.destroy();
    });
    this.#open.add(socket);
    this.#counts.opened += 1;
    this.#counts.most = Math.max(this.#counts.most, this.#open.size);
    socket.once('close', () => {
      this.#open.delete(socket);
      this.#served.delete(socket);
      this.#waiting.delete(socket);
      this.#admit();
    });
    if (this.#served.size >= this.#options.workers && this.#options.surplus === 'refuse') {
      this.#counts.refused += 1;
      socket.destroy();
      return;
    }
    this.#waiting.add(socket);
    this.#admit();
    this.#closeIdleSoon();
  }

  #admit(): void {
    for (const socket of this.#waiting) {
      if (this.#served.size >= this.#options.workers) return;
      this.#waiting.delete(socket);
      this.#served.set(socket, { requests: 0, idleSince: performance.now() });
      this.#options.serve(socket, ++this.#connections);
      socket.resume();
    }
  }

  #closeIdleSoon(): void {
    const { keepAliveMs } = this.#options;
    if (this.#waiting.size === 0 || keepAliveMs === undefined) return;
    setTimeout(() => {
      if (this.#waiting.size === 0) return;
      const before = performance.now() - keepAliveMs;
      for (const [socket, served] of this.#served) {
        if (served.requests === 0 && served.idleSince <= before) socket.end();
      }
    }, keepAliveMs + 1).unref();
  }
}

/** Port 0 is any that stays free while the server is stopped. Rejects with words for a person where the port is taken. */
export async function listen(server: Server, host: string, port: number): Promise<void> {
  if (port === 0) {
    await listenSteadily(server, host);
    return;
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', (failure: NodeJS.ErrnoException) => {
      const taken = failure.code === 'EADDRINUSE';
      reject(
        taken
          ? new MerciaError('CONFIG_INVALID', `Port ${port} of ${host} is in use: end what uses it, or choose another.`)
          : failure,
      );
    });
    server.listen({ host, port }, resolve);
  });
}
