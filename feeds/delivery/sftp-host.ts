/** A host that takes files by SFTP. Its key must be the one that the region file names, before anything is said to it. */
import type { Delivery } from '#domain/feeds.ts';
import { untilAborted } from '#platform/deadline.ts';
import { MerciaError } from '#platform/errors.ts';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import SftpClient from 'ssh2-sftp-client';
import { deliveryError, readDeliverySecret, type HostOptions, type HostSession } from './host.ts';

export async function openSftpHost(options: HostOptions): Promise<HostSession> {
  const { delivery, signal, silenceMs } = options;
  const username = readDeliverySecret(options, delivery.userEnv);
  const credentials = readCredentials(options);
  const secrets = Object.values(credentials);
  const socket = openSocket(delivery, signal, silenceMs);
  // Faults come with what is asked; without listeners of our own the library prints them.
  const silent = (): void => undefined;
  const client = new SftpClient(delivery.id, { error: silent, end: silent, close: silent });
  const key = createKeyCheck(delivery);
  try {
    await once(socket, 'connect', { signal });
    await client.connect({
      sock: socket,
      username,
      ...credentials,
      hostHash: 'sha256',
      hostVerifier: key.isExpected,
      readyTimeout: silenceMs,
    });
  } catch (error) {
    socket.destroy();
    throw key.fault() ?? deliveryError(delivery, `logging in at ${delivery.host}`, faultOf(socket, error), secrets);
  }
  return createSession(client, socket, delivery, secrets);
}

function createSession(
  client: SftpClient,
  socket: Socket,
  delivery: Delivery,
  secrets: readonly string[],
): HostSession {
  const broken = new AbortController();
  socket.on('close', () => {
    broken.abort();
  });
  /** The library leaves what was asked without an answer when the connection goes. */
  async function tried<T>(what: string, work: Promise<T>): Promise<T> {
    try {
      return await untilAborted(work, broken.signal, () => {
        throw new Error('the connection broke off');
      });
    } catch (error) {
      throw deliveryError(delivery, what, faultOf(socket, error), secrets);
    }
  }
  return {
    list: async (folder) => {
      const files = await tried(`listing ${folder}`, client.list(folder));
      return files.map(({ name }) => name);
    },
    upload: async (localPath, path) => {
      // Not the library's `put`: it takes a file that was closed for one that arrived, after a fault too.
      const [source, target] = [createReadStream(localPath), client.createWriteStream(path)];
      await tried(`sending ${path}`, pipeline(source, target, { signal: broken.signal }));
    },
    sizeOf: async (path) => {
      const { size } = await tried(`measuring ${path}`, client.stat(path));
      return size;
    },
    rename: async (from, to) => {
      await tried(`renaming ${from} to ${to}`, client.rename(from, to));
    },
    remove: async (path) => {
      await tried(`removing ${path}`, client.delete(path));
    },
    close: async () => {
      if (!socket.destroyed) await untilAborted(client.end(), broken.signal, () => undefined).catch(() => undefined);
      socket.destroy();
    },
  };
}

/** One of our own, because the library's waits with small packets: 3 MB take 2.2 s with it, 0.03 s with this one. */
function openSocket(delivery: Delivery, signal: AbortSignal, silenceMs: number): Socket {
  const socket = connect({ host: delivery.host, port: delivery.port, noDelay: true, keepAlive: true });
  socket.setTimeout(silenceMs, () => socket.destroy(new Error(`the host was silent for ${silenceMs / 1_000} s`)));
  const stop = (): void => void socket.destroy(new Error('was told to stop'));
  signal.addEventListener('abort', stop, { once: true });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    signal.removeEventListener('abort', stop);
  });
  return socket;
}

/** What broke the connection says more than what the library makes of it. */
function faultOf(socket: Socket, error: unknown): unknown {
  return socket.errored ?? error;
}

function readCredentials(options: HostOptions): Readonly<Record<string, string>> {
  const { passwordEnv, privateKeyEnv } = options.delivery;
  return {
    ...(passwordEnv === null ? {} : { password: readDeliverySecret(options, passwordEnv) }),
    ...(privateKeyEnv === null ? {} : { privateKey: readDeliverySecret(options, privateKeyEnv) }),
  };
}

interface KeyCheck {
  /** Takes the SHA-256 of the host's key in hexadecimal. */
  readonly isExpected: (hash: string) => boolean;
  /** What to throw if the host showed another key. */
  readonly fault: () => MerciaError | null;
}

function createKeyCheck({ id, host, hostKey }: Delivery): KeyCheck {
  const expected = hostKey?.replace(/=$/, '');
  let shown: string | undefined;
  return {
    isExpected(hash) {
      shown = `SHA256:${Buffer.from(hash, 'hex').toString('base64').replace(/=$/, '')}`;
      return shown === expected;
    },
    fault() {
      if (shown === undefined || shown === expected) return null;
      const message = `[${id}] ${host} shows the key ${shown}, and the region file names ${String(expected)}: nothing was sent. If its keepers confirm the new key, write it into hostKey.`;
      return new MerciaError('DELIVERY_FAILED', message);
    },
  };
}
