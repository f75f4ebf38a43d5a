import { chmod, chown, mkdir, mkdtemp, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { MerciaError } from '#platform/errors.ts';
import { z } from 'zod';
import { errorCode, errorMessage } from '../errors.ts';
import { mayUse, type ServerAccount } from './account.ts';

/** Where root keeps the database when the data folder lies where the server's user cannot reach it. */
export const OUTSIDE_FOLDER = '/var/lib/mercia';
export const SERVER_PORT = 5432;

/** A socket's path is cut at 107 bytes on Linux, 103 on macOS. */
const MAX_SOCKET_PATH_BYTES = 103;

const SERVER_RECORD = z.object({ outsidePgFolder: z.string().nullable(), socketFolder: z.string().nullable() });

/**
 * What the data folder says of its server, so that the next process finds it. A database inside the data folder is not
 * named: the folder may be moved or copied.
 */
export type ServerRecord = z.infer<typeof SERVER_RECORD>;

/** Creates the data folder and gives its real path. Throws STORE_UNAVAILABLE if it cannot be written. */
export async function prepareDataFolder(dataFolder: string): Promise<string> {
  const wanted = resolve(dataFolder);
  try {
    const created = await mkdir(wanted, { recursive: true });
    const folder = await realpath(wanted);
    // Root's own folder may be passed through, not listed: the server's user has its folder inside it.
    if (created !== undefined) await chmod(folder, isRoot() ? 0o711 : 0o700);
    const users = join(folder, 'users');
    await mkdir(users, { recursive: true });
    await chmod(users, 0o700).catch(() => undefined);
    const trial = join(users, `trial.${process.pid}`);
    try {
      await writeFile(trial, 'x');
    } finally {
      await rm(trial, { force: true });
    }
    return folder;
  } catch (error) {
    throw folderError(wanted, error);
  }
}

/** Puts what goes wrong with a folder into words. */
export function folderError(folder: string, error: unknown): MerciaError {
  const code = errorCode(error);
  const what =
    code === 'ENOSPC' || code === 'EDQUOT'
      ? `the disk of ${folder} is full; free at least 100 MB there, or choose another data folder`
      : `the data folder ${folder} cannot be written (${code ?? errorMessage(error)}); ` +
        'give this user the right to write there, or choose another data folder';
  return new MerciaError('STORE_UNAVAILABLE', `bundled PostgreSQL: ${what}, or set DATABASE_URL`, { cause: error });
}

/**
 * Null if there is no record. Also null if it is damaged and the database lies inside the folder, where it is found without a record.
 * Throws STORE_UNAVAILABLE if only the damaged record knew where the database is: otherwise a new, empty one would be made.
 */
export async function readServerRecord(folder: string): Promise<ServerRecord | null> {
  const path = join(folder, 'server.json');
  try {
    return SERVER_RECORD.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || (await isThere(join(folder, 'pg')))) return null;
    const place = join(OUTSIDE_FOLDER, `${basename(folder)}-…`, 'pg');
    throw new MerciaError(
      'STORE_UNAVAILABLE',
      `bundled PostgreSQL: ${path}, which says where the database is, cannot be read; look for it in ${OUTSIDE_FOLDER} and write ` +
        `{"outsidePgFolder":"${place}","socketFolder":null} with its path into that file, or delete the file if there never was a database`,
      { cause: error },
    );
  }
}

async function isThere(path: string): Promise<boolean> {
  return (await realpath(path).catch(() => null)) !== null;
}

export async function writeServerRecord(folder: string, record: ServerRecord): Promise<void> {
  const draft = join(folder, `server.json.${process.pid}`);
  await writeFile(draft, JSON.stringify(record), { mode: 0o644, flush: true });
  await rename(draft, join(folder, 'server.json'));
}

/**
 * Where a new database goes: null for inside the data folder, or, where the server's user cannot get there, a new folder
 * outside.
 */
export async function chooseOutsideFolder(
  folder: string,
  account: ServerAccount | null,
  outsideFolder: string,
): Promise<string | null> {
  if (account === null || (await mayUse(account, '-x', folder))) return null;
  if (await mayUse(account, '-x', dirname(folder))) {
    const info = await stat(folder);
    if (info.uid === process.getuid?.()) {
      await chmod(folder, (info.mode & 0o777) | 0o011);
      return null;
    }
  }
  const outside = await mkdtemp(join(await makePassable(outsideFolder), `${basename(folder)}-`));
  await chmod(outside, 0o711);
  return join(outside, 'pg');
}

/** Creates a folder that other users may pass through. */
export async function makePassable(folder: string): Promise<string> {
  const created = await mkdir(folder, { recursive: true });
  if (created !== undefined) await chmod(folder, 0o711);
  return folder;
}

/** Creates an empty folder that only the server's user may enter, whatever the umask. */
export async function makeOwned(folder: string, account: ServerAccount | null): Promise<void> {
  const parent = dirname(folder);
  if ((await mkdir(parent, { recursive: true })) !== undefined) await chmod(parent, isRoot() ? 0o711 : 0o700);
  await mkdir(folder);
  await chmod(folder, 0o700);
  if (account !== null) await chown(folder, account.uid, account.gid);
}

/** A short folder for the socket, for the server's user alone. */
export async function makeSocketFolder(account: ServerAccount | null): Promise<string> {
  const socketName = `/mercia-XXXXXX/.s.PGSQL.${SERVER_PORT}`;
  for (const base of new Set([tmpdir(), '/tmp', '/var/tmp'])) {
    if (Buffer.byteLength(base + socketName) > MAX_SOCKET_PATH_BYTES) continue;
    if (!(await mayUse(account, '-x', base))) continue;
    try {
      const folder = await mkdtemp(join(base, 'mercia-'));
      await chmod(folder, 0o700);
      if (account !== null) await chown(folder, account.uid, account.gid);
      return folder;
    } catch (error) {
      if (base === '/var/tmp') throw folderError(base, error);
    }
  }
  throw new MerciaError(
    'STORE_UNAVAILABLE',
    'bundled PostgreSQL: no folder for its socket: neither the temporary folder nor /tmp can be written by its user; ' +
      'make one of them writable, or set DATABASE_URL',
  );
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}
