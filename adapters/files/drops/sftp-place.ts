/** Drops in a folder of an SFTP host. A file is fetched to one of ours before it is read, so that it stays as it is. */
import { isMerciaError, type MerciaError } from '#platform/errors.ts';
import { HostKeyError, openSftpConnection, type SftpConnection } from '#platform/sftp-connection.ts';
import { keepFetched, refuseLong, withinLimit } from '../../shared/data-file.ts';
import type { DataFile, DataFileReader } from '../../shared/data-file.ts';
import type { FileLook } from '../../shared/file-look.ts';
import { lmsError } from '../../shared/lms-error.ts';
import type { FilesSite } from '../site.ts';
import { linkFault, readingOf, refuseLongManifest } from './place.ts';
import type { DropPlace, FileOptions, ListedFile, PlaceOptions, PlaceVisit } from './place.ts';
import type { SftpSettings } from './settings.ts';

/** What SFTP says of a file that is not there. */
const NO_SUCH_FILE = new Set<unknown>([2, 'ENOENT']);

export function createSftpPlace({ site, secret }: PlaceOptions, settings: SftpSettings): DropPlace {
  const { system } = site;
  return {
    called: 'the SFTP folder of drops',
    async visit(signal) {
      const { host, port, hostKey, folder, userEnv, passwordEnv, privateKeyEnv } = settings;
      const username = readSecret(system.id, secret, userEnv);
      const password = passwordEnv === null ? undefined : readSecret(system.id, secret, passwordEnv);
      const privateKey = privateKeyEnv === null ? undefined : readSecret(system.id, secret, privateKeyEnv);
      const secrets = [password, privateKey].filter((each) => each !== undefined);
      const silenceMs = system.limits.callTimeoutMs;
      try {
        const asked = { name: system.id, host, port, hostKey, username, password, privateKey, signal, silenceMs };
        const connection = await openSftpConnection(asked);
        return visitOf(connection, { site, folder, secrets });
      } catch (error) {
        throw logInFault(system.id, error, secrets);
      }
    },
  };
}

interface VisitOptions {
  readonly site: FilesSite;
  readonly folder: string;
  readonly secrets: readonly string[];
}

function visitOf(connection: SftpConnection, { site, folder, secrets }: VisitOptions): PlaceVisit {
  const { client } = connection;
  const { id } = site.system;
  const pathOf = (name: string): string => `${folder.replace(/\/$/, '')}/${name}`;
  const fault = (what: string, error: unknown): MerciaError => sftpFault(id, what, error, secrets);

  async function find(name: string): Promise<ListedFile | null> {
    try {
      // `stat` tells of what a link leads to; this tells that it is one.
      if ((await connection.tried(client.exists(pathOf(name)))) === 'l') throw linkFault(id, name);
      const { size, modifyTime, isFile } = await connection.tried(client.stat(pathOf(name)));
      return isFile ? toListed(name, size, modifyTime) : null;
    } catch (error) {
      if (isMissing(error)) return null;
      throw fault(`looking at ${name}`, error);
    }
  }

  async function* chunksOf(name: string): AsyncGenerator<Uint8Array> {
    try {
      yield* connection.read(pathOf(name));
    } catch (error) {
      throw fault(`fetching ${name}`, error);
    }
  }

  return {
    async list(patterns) {
      try {
        const found = await connection.tried(client.list(folder));
        const wanted = found.filter(({ name }) => patterns.some((pattern) => pattern.match(name) !== null));
        const link = wanted.find(({ type }) => type === 'l');
        if (link !== undefined) throw linkFault(id, link.name);
        return wanted
          .filter(({ type }) => type === '-')
          .map(({ name, size, modifyTime }) => toListed(name, size, modifyTime));
      } catch (error) {
        throw fault('listing the folder', error);
      }
    },
    find,
    async readSmall(name) {
      const parts: Uint8Array[] = [];
      let length = 0;
      for await (const chunk of chunksOf(name)) {
        length += chunk.length;
        refuseLongManifest(id, name, length);
        parts.push(chunk);
      }
      return Buffer.concat(parts);
    },
    reader: (name, options) => readerOf({ site, name, options, find, chunksOf }),
    close: () => connection.close(),
  };
}

interface ReaderParts {
  readonly site: FilesSite;
  readonly name: string;
  readonly options: FileOptions;
  readonly find: (name: string) => Promise<ListedFile | null>;
  readonly chunksOf: (name: string) => AsyncIterable<Uint8Array>;
}

function readerOf({ site, name, options, find, chunksOf }: ReaderParts): DataFileReader {
  const { system } = site;
  const reading = readingOf(site, name, options);

  async function look(): Promise<FileLook> {
    const file = await find(name);
    if (file === null) throw lmsError(system.id, 'LMS_UNAVAILABLE', `${name}: the file went while the drop was read`);
    refuseLong(reading, file.bytes);
    return file;
  }

  async function open(signal: AbortSignal): Promise<DataFile> {
    const before = await look();
    try {
      const inTime = AbortSignal.any([signal, AbortSignal.timeout(reading.timeoutSeconds * 1000)]);
      // Whatever size the host tells: what comes is counted.
      const chunks = withinLimit(reading, chunksOf(name));
      return {
        ...(await keepFetched({ ...reading, source: name }, chunks, signal, inTime)),
        bytes: before.bytes,
        writtenAt: before.writtenAt,
        version: before.version,
        async confirm() {
          if ((await look()).version === before.version) return;
          const what = 'the file was replaced while it was read; the next run reads the new one';
          throw lmsError(system.id, 'LMS_BAD_RESPONSE', `${name}: ${what}`);
        },
      };
    } catch (error) {
      if (isMerciaError(error)) throw error;
      signal.throwIfAborted();
      throw lmsError(
        system.id,
        'LMS_UNAVAILABLE',
        `${name}: the file could not be fetched by SFTP; the next run tries again`,
      );
    }
  }

  return {
    name,
    look,
    async *begin(signal) {
      const file = await open(signal);
      try {
        yield* file.chunks();
      } finally {
        await file.release();
      }
    },
    open,
    close: () => undefined,
  };
}

function toListed(name: string, bytes: number, writtenAt: number): ListedFile {
  return { name, bytes, writtenAt, version: `${bytes}-${writtenAt}` };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && NO_SUCH_FILE.has(error.code);
}

function readSecret(system: string, secret: (name: string) => string | undefined, name: string): string {
  const value = secret(name) ?? '';
  if (value !== '') return value;
  throw lmsError(system, 'CONFIG_INVALID', `drop: the environment variable ${name} is not set`);
}

function logInFault(system: string, error: unknown, secrets: readonly string[]): MerciaError {
  if (error instanceof HostKeyError) {
    const { shown, expected } = error;
    const what = `the SFTP host shows the key ${shown}, and the region file names ${expected}: nothing was asked of it`;
    const todo = 'if its keepers confirm the new key, write it into settings.drop.sftp.hostKey';
    return lmsError(system, 'LMS_AUTH_FAILED', `drop: ${what}; ${todo}`);
  }
  const message = error instanceof Error ? error.message : '';
  if (/authentication methods failed|privateKey/i.test(message)) {
    const todo = 'check the variables that settings.drop.sftp names, and the account at the host';
    return lmsError(system, 'LMS_AUTH_FAILED', `drop: the SFTP host refuses the log-in; ${todo}`);
  }
  return sftpFault(system, 'logging in', error, secrets);
}

function sftpFault(system: string, what: string, error: unknown, secrets: readonly string[]): MerciaError {
  if (isMerciaError(error)) return error;
  if (isMissing(error)) {
    return lmsError(system, 'LMS_UNAVAILABLE', `drop: ${what}: it is not there; check settings.drop.sftp.folder`);
  }
  let reason = error instanceof Error ? error.message : 'no reason is given';
  // A host may repeat what it was given; hosts and addresses stay out of what everybody may read.
  for (const secret of secrets) reason = reason.replaceAll(secret, '…');
  reason = reason.replaceAll(/\S+:\d{2,5}\b/g, 'the host').slice(0, 200);
  return lmsError(system, 'LMS_UNAVAILABLE', `drop: ${what} by SFTP failed (${reason}); the next run tries again`);
}
