/** The sockets of a SIP2 server: how many it serves at once, what becomes of the others, and how many there were. */
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { listen } from '../workers.ts';

export interface SocketCount {
  /** Connections that are served at the moment. */
  readonly now: number;
  /** The most that were open at the same time, refused and waiting ones included. */
  readonly most: number;
  readonly opened: number;
  readonly refused: number;
  readonly waiting: number;
}

export interface LinesOptions {
  readonly host: string;
  readonly port: number;
  /** PEM; without it the server speaks in clear. */
  readonly tls?: { readonly key: string; readonly cert: string } | undefined;
  /** The licence: connections served at once. */
  readonly connections: number;
  /** What becomes of those beyond the licence. */
  readonly surplus: 'refuse' | 'wait';
  /** Called with each connection that is served. */
  readonly serve: (socket: Socket, connection: number) => void;
}

/** The listening end. */
export class Lines {
  readonly #options: LinesOptions;
  readonly #open = new Set<Socket>();
  readonly #served = new Set<Socket>();
  readonly #waiting = new Set<Socket>();
  #server: Server | null = null;
  #port = 0;
  #opened = 0;
  #refused = 0;
  #most = 0;
  #connections = 0;

  constructor(options: LinesOptions) {
    this.#options = options;
  }

  get port(): number {
    return this.#port;
  }

  get count(): SocketCount {
    return {
      now: this.#served.size,
      most: this.#most,
      opened: this.#opened,
      refused: this.#refused,
      waiting: this.#waiting.size,
    };
  }

  /** Listens; after {@link shut} on the port it had before. */
  async open(): Promise<void> {
    if (this.#server !== null) return;
    const { host, port, tls } = this.#options;
    const arrive = (socket: Socket) => {
      this.#arrive(socket);
    };
    const server = tls === undefined ? createServer(arrive) : createTlsServer(tls, arrive);
    // A client that breaks off while it shakes hands is nobody's fault here.
    server.on('tlsClientError', () => undefined);
    this.#server = server;
    try {
      await listen(server, host, this.#port === 0 ? port : this.#port);
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
    for (const socket of this.#open) socket.destroy();
    if (server === null) return;
    await new Promise<void>((resolve) =>
      server.close(() => {
        resolve();
      }),
    );
  }

  #arrive(socket: Socket): void {
    socket.on('error', () => {
      socket.destroy();
    });
    this.#open.add(socket);
    this.#opened += 1;
    this.#most = Math.max(this.#most, this.#open.size);
    socket.once('close', () => {
      this.#open.delete(socket);
      this.#served.delete(socket);
      this.#waiting.delete(socket);
      this.#admit();
    });
    if (this.#served.size >= this.#options.connections && this.#options.surplus === 'refuse') {
      this.#refused += 1;
      socket.destroy();
      return;
    }
    this.#waiting.add(socket);
    this.#admit();
  }

  #admit(): void {
    for (const socket of this.#waiting) {
      if (this.#served.size >= this.#options.connections) return;
      this.#waiting.delete(socket);
      this.#served.add(socket);
      this.#options.serve(socket, ++this.#connections);
    }
  }
}
