/** A host that takes files by SFTP. Its key must be the one that the region file names, before anything is said to it. */
import { MerciaError } from '#platform/errors.ts';
import { HostKeyError, openSftpConnection, type SftpConnection } from '#platform/sftp-connection.ts';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { deliveryError, readDeliverySecret, type HostOptions, type HostSession } from './host.ts';

export async function openSftpHost(options: HostOptions): Promise<HostSession> {
  const { delivery, signal, silenceMs } = options;
  const { id, host, port, hostKey } = delivery;
  const username = readDeliverySecret(options, delivery.userEnv);
  const credentials = readCredentials(options);
  const secrets = Object.values(credentials);
  try {
    const asked = { name: id, host, port, hostKey, username, ...credentials, signal, silenceMs };
    return createSession(await openSftpConnection(asked), options, secrets);
  } catch (error) {
    if (!(error instanceof HostKeyError)) throw deliveryError(delivery, `logging in at ${host}`, error, secrets);
    const { shown, expected } = error;
    const message = `[${id}] ${host} shows the key ${shown}, and the region file names ${expected}: nothing was sent. If its keepers confirm the new key, write it into hostKey.`;
    throw new MerciaError('DELIVERY_FAILED', message);
  }
}

function createSession(connection: SftpConnection, { delivery }: HostOptions, secrets: readonly string[]): HostSession {
  const { client, broken } = connection;
  async function tried<T>(what: string, work: Promise<T>): Promise<T> {
    try {
      return await connection.tried(work);
    } catch (error) {
      throw deliveryError(delivery, what, error, secrets);
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
      await tried(`sending ${path}`, pipeline(source, target, { signal: broken }));
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
    close: () => connection.close(),
  };
}

function readCredentials(options: HostOptions): { readonly password?: string; readonly privateKey?: string } {
  const { passwordEnv, privateKeyEnv } = options.delivery;
  return {
    ...(passwordEnv === null ? {} : { password: readDeliverySecret(options, passwordEnv) }),
    ...(privateKeyEnv === null ? {} : { privateKey: readDeliverySecret(options, privateKeyEnv) }),
  };
}
