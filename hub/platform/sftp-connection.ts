/** A connection to an SFTP host whose key must be the one that was named, before anything is said to it. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import SftpClient from 'ssh2-sftp-client';
import { untilAborted } from './deadline.ts';
import { systemLookup } from './system-lookup.ts';

export interface SftpConnectionOptions {
  /** What the library calls the connection in its own messages. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** As `ssh-keygen -lf` prints it; with null no host is believed. */
  readonly hostKey: string | null;
  readonly username: string;
  readonly password?: string | undefined;
  readonly privateKey?: string | undefined;
  /** Ends the connection at once, wherever it is. */
  readonly signal: AbortSignal;
  /** How long the host may be silent while something is asked of it. */
  readonly silenceMs: number;
}

/** Milliseconds: a connection that waits for us is shown to be alive so often, or a router on the way forgets it. */
const ALIVE_MS = 30_000;

export interface SftpConnection {
  readonly client: SftpClient;
  /** Aborted when the connection goes. */
  readonly broken: AbortSignal;
  /** What the library is asked, or what broke the connection: the library leaves it without an answer then. */
  tried<T>(work: Promise<T>): Promise<T>;
  /** The bytes of a file. Throws what broke the connection, or what the host says. */
  read(path: string): AsyncGenerator<Uint8Array>;
  /** Takes leave; never rejects. */
  close(): Promise<void>;
}

/** The host showed another key than was named. Nothing was said to it. */
export class HostKeyError extends Error {
  readonly shown: string;
  readonly expected: string;

  constructor(shown: string, expected: string) {
    super(`the host shows the key ${shown}, and ${expected} was expected`);
    this.shown = shown;
    this.expected = expected;
  }
}

/** Connects and logs in. Throws {@link HostKeyError}, or what the socket or the library says. */
export async function openSftpConnection(options: SftpConnectionOptions): Promise<SftpConnection> {
  const { name, username, password, privateKey, signal, silenceMs } = options;
  const socket = openSocket(options);
  const silence = createSilenceLimit(socket, silenceMs);
  // Faults come with what is asked; without listeners of our own the library prints them.
  const silent = (): void => undefined;
  const client = new SftpClient(name, { error: silent, end: silent, close: silent });
  const key = createKeyCheck(options.hostKey);
  const loggedIn = silence.asked();
  try {
    await once(socket, 'connect', { signal });
    await client.connect({
      sock: socket,
      username,
      ...(password === undefined ? {} : { password }),
      ...(privateKey === undefined ? {} : { privateKey }),
      hostHash: 'sha256',
      hostVerifier: key.isExpected,
      readyTimeout: silenceMs,
    });
  } catch (error) {
    socket.destroy();
    throw key.fault() ?? faultOf(socket, error);
  }
  loggedIn();
  return connectionOf(client, socket, silence);
}

function connectionOf(client: SftpClient, socket: Socket, silence: SilenceLimit): SftpConnection {
  const broken = new AbortController();
  socket.on('close', () => {
    broken.abort();
  });
  return {
    client,
    broken: broken.signal,
    async tried(work) {
      const answered = silence.asked();
      try {
        return await untilAborted(work, broken.signal, () => {
          throw new Error('the connection broke off');
        });
      } catch (error) {
        throw faultOf(socket, error);
      } finally {
        answered();
      }
    },
    async *read(path) {
      const answered = silence.asked();
      const stream = client.createReadStream(path);
      // Ours to tell: the stream fails when the connection does, and the library prints what nobody listens to.
      stream.on('error', () => undefined);
      const stop = (): void => void stream.destroy(new Error('the connection broke off'));
      broken.signal.addEventListener('abort', stop, { once: true });
      if (broken.signal.aborted) stop();
      try {
        yield* stream as AsyncIterable<Uint8Array>;
      } catch (error) {
        throw faultOf(socket, error);
      } finally {
        answered();
        broken.signal.removeEventListener('abort', stop);
        stream.destroy();
      }
    },
    async close() {
      silence.asked();
      if (!socket.destroyed) await untilAborted(client.end(), broken.signal, () => undefined).catch(() => undefined);
      socket.destroy();
    },
  };
}

/** One of our own, because the library's waits with small packets: 3 MB take 2.2 s with it, 0.03 s with this one. */
function openSocket({ host, port, signal }: SftpConnectionOptions): Socket {
  const alive = { keepAlive: true, keepAliveInitialDelay: ALIVE_MS };
  const socket = connect({ host, port, noDelay: true, ...alive, lookup: systemLookup });
  const stop = (): void => void socket.destroy(new Error('was told to stop'));
  signal.addEventListener('abort', stop, { once: true });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    signal.removeEventListener('abort', stop);
  });
  return socket;
}

type SilenceLimit = ReturnType<typeof createSilenceLimit>;

/** Ends the connection when the host is silent while something is asked of it: between two questions it has nothing to say. */
function createSilenceLimit(socket: Socket, silenceMs: number) {
  let open = 0;
  socket.on('timeout', () => socket.destroy(new Error(`the host was silent for ${silenceMs / 1_000} s`)));
  return {
    /** Call what it gives when the answer is there. */
    asked(): () => void {
      open += 1;
      if (open === 1) socket.setTimeout(silenceMs);
      return () => {
        open -= 1;
        if (open === 0) socket.setTimeout(0);
      };
    },
  };
}

/** What broke the connection says more than what the library makes of it. */
function faultOf(socket: Socket, error: unknown): unknown {
  return socket.errored ?? error;
}

function createKeyCheck(named: string | null) {
  const expected = named?.replace(/=$/, '');
  let shown: string | undefined;
  return {
    /** Takes the SHA-256 of the host's key in hexadecimal. */
    isExpected: (hash: string): boolean => {
      shown = `SHA256:${Buffer.from(hash, 'hex').toString('base64').replace(/=$/, '')}`;
      return shown === expected;
    },
    fault: (): HostKeyError | null =>
      shown === undefined || shown === expected ? null : new HostKeyError(shown, String(expected)),
  };
}
