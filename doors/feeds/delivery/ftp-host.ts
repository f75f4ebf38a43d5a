/** A host that takes files by FTP: over TLS, unless the region file does without. */
import { MerciaError } from '#platform/errors.ts';
import { lookupAddress } from '#platform/system-lookup.ts';
import { Client, FTPError } from 'basic-ftp';
import { posix } from 'node:path';
import { deliveryError, readDeliverySecret, type HostOptions, type HostSession } from './host.ts';

export async function openFtpHost(options: HostOptions): Promise<HostSession> {
  const { delivery, signal, silenceMs } = options;
  const user = readDeliverySecret(options, delivery.userEnv);
  const password = delivery.passwordEnv === null ? '' : readDeliverySecret(options, delivery.passwordEnv);
  const client = new Client(silenceMs);
  const stop = (): void => {
    client.close();
  };
  signal.addEventListener('abort', stop, { once: true });
  async function tried<T>(what: string, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      const fault = signal.aborted ? new Error('was told to stop') : error;
      throw deliveryError(delivery, what, fault, [password]);
    }
  }
  async function close(): Promise<void> {
    signal.removeEventListener('abort', stop);
    // The host begins to load when it is left: it is told so, not just left alone.
    if (!client.closed) await client.send('QUIT').catch(() => undefined);
    client.close();
  }
  try {
    await tried(`calling ${delivery.host}`, async () =>
      client.connect(await lookupAddress(delivery.host), delivery.port),
    );
    if (!delivery.unencrypted) await startTls(client, options);
    await tried(`logging in at ${delivery.host}`, () => client.login(user, password));
    await tried(`logging in at ${delivery.host}`, () => client.useDefaultSettings());
    const home = await tried(`logging in at ${delivery.host}`, () => client.pwd());
    return { ...createFiles(client, (path) => posix.resolve(home, path), tried), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Before anything secret is said. */
async function startTls(client: Client, options: HostOptions): Promise<void> {
  const { delivery, authorities } = options;
  const { id, host } = delivery;
  try {
    await client.useTLS({ host, ...(authorities === undefined ? {} : { ca: authorities }) });
  } catch (error) {
    if (!(error instanceof FTPError)) throw deliveryError(delivery, `starting TLS at ${host}`, error, []);
    const message = `[${id}] ${host} offers no TLS: nothing was sent. Use SFTP; or write "unencrypted: true" if user and password may be read on the way.`;
    throw new MerciaError('DELIVERY_FAILED', message);
  }
}

type Tried = <T>(what: string, ask: () => Promise<T>) => Promise<T>;

function createFiles(client: Client, at: (path: string) => string, tried: Tried): Omit<HostSession, 'close'> {
  return {
    list: (folder) =>
      tried(`listing ${folder}`, async () => {
        // Some hosts answer for a folder that is not there as for an empty one; none of them lets it be entered.
        await client.cd(at(folder));
        return (await client.list()).map(({ name }) => name);
      }),
    upload: async (localPath, path) => {
      await tried(`sending ${path}`, () => client.uploadFrom(localPath, at(path)));
    },
    sizeOf: (path) => tried(`measuring ${path}`, () => client.size(at(path))),
    rename: async (from, to) => {
      await tried(`renaming ${from} to ${to}`, () => client.rename(at(from), at(to)));
    },
    remove: async (path) => {
      await tried(`removing ${path}`, () => client.remove(at(path)));
    },
  };
}
