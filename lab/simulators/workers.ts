/**
 * A library system's workers: each serves one connection at a time, and goes on serving it while it is kept alive.
 * Connections beyond them are accepted by the system and wait unread.
 */
import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { MerciaError } from '#platform/errors.ts';
import { listenSteadily } from '#platform/steady-port.ts';

export interface WorkerOptions {
  readonly host: string;
  readonly workers: number;
  /** An idle connection is closed after so long when another one waits. */
  readonly keepAliveMs: number;
  /** Called with each connection that gets a worker. */
  readonly serve: (socket: Socket, connection: number) => void;
}

interface Served {
  requests: number;
  idleSince: number;
}

export class Workers {
  readonly #options: WorkerOptions;
  readonly #served = new Map<Socket, Served>();
  readonly #waiting = new Set<Socket>();
  #server: Server | null = null;
  #port = 0;
  #connections = 0;

  constructor(options: WorkerOptions) {
    this.#options = options;
  }

  get port(): number {
    return this.#port;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Listens; after {@link shut} on the port it had before. */
  async open(port: number): Promise<void> {
    if (this.#server !== null) return;
    const server = createServer({ pauseOnConnect: true }, (socket) => {
      this.#arrive(socket);
    });
    this.#server = server;
    const wanted = this.#port === 0 ? port : this.#port;
    try {
      await listen(server, this.#options.host, wanted);
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
    for (const socket of [...this.#served.keys(), ...this.#waiting]) socket.destroy();
    this.#served.clear();
    this.#waiting.clear();
    await closed;
  }

  /** A request begins on the connection. */
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
    socket.once('close', () => {
      this.#served.delete(socket);
      this.#waiting.delete(socket);
      this.#admit();
    });
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
    if (this.#waiting.size === 0) return;
    setTimeout(() => {
      if (this.#waiting.size === 0) return;
      const before = performance.now() - this.#options.keepAliveMs;
      for (const [socket, served] of this.#served) {
        if (served.requests === 0 && served.idleSince <= before) socket.end();
      }
    }, this.#options.keepAliveMs + 1).unref();
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
