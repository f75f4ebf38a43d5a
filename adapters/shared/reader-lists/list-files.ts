/** The files of lists about readers: where they are, which belong together, and when they were written. */
import type { SystemConfig } from '#domain/region.ts';
import { createHttpClient, type HttpClient } from '#platform/http-client.ts';
import { createDataFileReader, fileNameOf, type DataFile, type DataFileReader } from '../data-file.ts';
import { lmsError } from '../lms-error.ts';
import { entriesOf, type ListEntry, type ListName, type ReaderListSettings } from './settings.ts';

export interface ListPart extends ListEntry {
  readonly name: string;
  readonly reader: DataFileReader;
}

/** What lies there at one moment. */
export interface ListFiles {
  readonly parts: readonly ListPart[];
  /** When all of them were made, milliseconds since the epoch; null where each says itself when it was written. */
  readonly madeAt: number | null;
  /** Throws for a file that is another one than whoever made them says. Absent where nobody says. */
  readonly confirm?: ((files: readonly ReadFile[]) => void) | undefined;
  readonly close: () => Promise<void>;
}

export interface ReadFile {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number | null;
}

export type FindListFiles = (signal: AbortSignal) => Promise<ListFiles>;

export const EXPECTED_LISTS: Readonly<Record<ListName, string>> = {
  loans: 'a list of loans',
  holds: 'a list of holds',
  readers: 'a list of readers',
  charges: 'a list of charges',
};

export interface FixedListOptions {
  readonly system: Pick<SystemConfig, 'id' | 'directory'>;
  readonly lists: ReaderListSettings;
  readonly timeoutSeconds: number;
  readonly maxMegabytes: number;
}

/**
 * Files that are always called the same and are replaced. Those of one host are read over one connection, which is closed with them:
 * a host of files has few to give. Throws CONFIG_INVALID for an address that is none.
 */
export function createFixedLists({ system, lists, ...bounds }: FixedListOptions): {
  readonly find: FindListFiles;
  close(): void;
} {
  const entries = entriesOf(lists).map((entry) => ({ ...entry, origin: originOf(system.id, entry) }));
  const open = new Set<HttpClient>();
  const closeAll = (clients: Iterable<HttpClient>): void => {
    for (const client of clients) {
      client.close();
      open.delete(client);
    }
  };
  const visit = (): ListFiles => {
    const clients = new Map<string, HttpClient>();
    const clientOf = (address: string): HttpClient => {
      const timeoutMs = bounds.timeoutSeconds * 1000;
      const client =
        clients.get(address) ?? createHttpClient({ system: system.id, address, connections: 1, timeoutMs });
      clients.set(address, client);
      open.add(client);
      return client;
    };
    const parts = entries.map(({ origin, ...entry }): ListPart => {
      const { source } = entry.source;
      const name = fileNameOf(source);
      const reader = createDataFileReader({
        ...bounds,
        system: system.id,
        source,
        operation: name,
        setting: `${entry.setting}.source`,
        expected: EXPECTED_LISTS[entry.list],
        directory: system.directory,
        unpacks: true,
        ...(origin !== null && { http: clientOf(origin) }),
      });
      return { ...entry, name, reader };
    });
    const close = async (): Promise<void> => {
      closeAll(clients.values());
    };
    return { parts, madeAt: null, close };
  };
  return {
    find: () => Promise.resolve(visit()),
    close: () => {
      closeAll(open);
    },
  };
}

/** Null for a path. */
function originOf(system: string, { source: { source }, setting }: ListEntry): string | null {
  if (!/^https?:\/\//i.test(source)) return null;
  const url = URL.parse(source);
  if (url === null) throw lmsError(system, 'CONFIG_INVALID', `${setting}.source is no address`);
  return url.origin;
}

export interface OpenList {
  readonly files: readonly (ListPart & { readonly file: DataFile })[];
  /** RFC 3339, UTC: when the oldest of them was written. */
  readonly asOf: string;
  /** Throws where a file was replaced since it was opened. */
  confirm(signal: AbortSignal): Promise<void>;
  release(): Promise<void>;
}

/**
 * Opens the files of these lists, as they lie at one moment. Throws LMS_BAD_RESPONSE for a file that does not say when it was
 * written: of what it tells nobody could say how old it is.
 */
export async function openLists(
  system: string,
  find: FindListFiles,
  names: readonly ListName[],
  signal: AbortSignal,
): Promise<OpenList> {
  const { parts, madeAt, confirm, close } = await find(signal);
  const files: (ListPart & { readonly file: DataFile })[] = [];
  const release = async (): Promise<void> => {
    await Promise.all(files.map(({ file }) => file.release()));
    await close();
  };
  try {
    for (const part of parts) {
      if (names.includes(part.list)) files.push({ ...part, file: await part.reader.open(signal) });
    }
    confirm?.(files.map(({ name, file }) => ({ name, sha256: file.digest, bytes: file.bytes })));
    const times = files.map(({ name, file }) => madeAt ?? file.writtenAt ?? undated(system, name));
    return {
      files,
      asOf: new Date(Math.min(...times)).toISOString(),
      async confirm(ending) {
        for (const { file } of files) await file.confirm(ending);
      },
      release,
    };
  } catch (error) {
    await release();
    throw error;
  }
}

/** Throws for a file of which nothing says how old it is. */
export function undated(system: string, name: string): never {
  const what = `${name}: nothing says when the list was written; let the web server send Last-Modified`;
  throw lmsError(system, 'LMS_BAD_RESPONSE', what);
}
