import { once } from 'node:events';
import type { Stats } from 'node:fs';
import { copyFile, open, readlink, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { MerciaError } from './errors.ts';

/**
 * Writes a file under a name of its own, and gives it its name when it is whole: half a list looks like a whole one, also if the process
 * is ended. If that fails, a file that was there before stays. Where its folder takes no other file, it is written in its place.
 * Rejects with what `write` rejects with, and with BAD_USER_INPUT if there can be no such file, before `write` is called, or no room for it.
 * `write` ends the stream.
 */
export async function writeWholeFile(named: string, write: (file: Writable) => Promise<void>): Promise<void> {
  const { path, handle, draft } = await openNamed(named).catch((error: unknown) => {
    throw toRefusal(named, error);
  });
  const file = handle.createWriteStream();
  const closed = once(file, 'close').catch(() => undefined);
  try {
    await write(file);
    await closed;
    if (draft !== null) await giveName(draft, path);
  } catch (error) {
    file.destroy();
    await closed;
    if (draft !== null) await rm(draft, { force: true });
    throw hasCode(error, NO_ROOM) ? toRefusal(named, error) : error;
  }
}

/** What the system said of a file or folder that somebody named, as a sentence for them; anything else as it is. */
export function toRefusal(named: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const why = WHY_NOT.get(code);
  if (why === undefined) return error;
  return new MerciaError('BAD_USER_INPUT', `${named} cannot be written: ${why}.`, { cause: error });
}

/** What the system says only while a file is written. */
const NO_ROOM: ReadonlyMap<string, string> = new Map([
  ['ENOSPC', 'its disk is full'],
  ['EDQUOT', 'this user may not write more on that disk'],
  ['EFBIG', 'it would be larger than files may be there'],
]);

const WHY_NOT: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such folder'],
  ['ENOTDIR', 'a part of its path is no folder'],
  ['EEXIST', 'it is a file, not a folder'],
  ['EISDIR', 'it is a folder'],
  ['EACCES', 'this user may not write there'],
  ['EPERM', 'this user may not write there'],
  ['EROFS', 'nothing can be written on that disk'],
  ['ENAMETOOLONG', 'the name is too long'],
  ...NO_ROOM,
]);

interface Opened {
  readonly path: string;
  readonly handle: FileHandle;
  /** Its name until it is whole; null if it is written in its place. */
  readonly draft: string | null;
}

async function openNamed(named: string): Promise<Opened> {
  const before = await stat(named).catch(() => null);
  // A terminal or a pipe takes what it is given, and a pipe has no path of its own.
  const isFile = before?.isFile() ?? true;
  const path = isFile ? await targetOf(named, before) : named;
  const opened = isFile ? await openDraft(path, before) : null;
  return { path, ...(opened ?? { handle: await open(path, 'w'), draft: null }) };
}

/** The file that a link leads to, whether it is there or not. */
async function targetOf(named: string, before: Stats | null): Promise<string> {
  if (before !== null) return realpath(named);
  const link = await readlink(named).catch(() => null);
  return link === null ? named : resolve(await realpath(dirname(named)), link);
}

/** Null if a file that is there can only be written in its place. */
async function openDraft(
  path: string,
  before: Stats | null,
): Promise<{ readonly handle: FileHandle; readonly draft: string } | null> {
  const draft = `${path}.unfinished-${process.pid}`;
  try {
    if (before === null) return { handle: await open(draft, 'w'), draft };
    const handle = await open(draft, 'w', 0o600);
    await keepRights(handle, before);
    return { handle, draft };
  } catch (error) {
    if (before !== null && hasCode(error, CANNOT_BE_BESIDE)) return null;
    throw error;
  }
}

/** As far as this user may. The mode comes last: a change of owner takes parts of it. */
async function keepRights(handle: FileHandle, { uid, gid, mode }: Stats): Promise<void> {
  const ignore = (): void => undefined;
  await handle
    .chown(uid, gid)
    .catch(() => handle.chown(-1, gid))
    .catch(ignore);
  await handle.chmod(mode & 0o777).catch(ignore);
}

async function giveName(draft: string, path: string): Promise<void> {
  try {
    await rename(draft, path);
  } catch (error) {
    if (!hasCode(error, CANNOT_BE_REPLACED)) throw error;
    await copyFile(draft, path);
    await rm(draft);
  }
}

/** In the folder, or on its disk, only what is there may be written; or the longer name is too long. */
const CANNOT_BE_BESIDE: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS', 'ENAMETOOLONG']);
/** A single file that is mounted into a container. */
const CANNOT_BE_REPLACED: ReadonlySet<string> = new Set(['EBUSY', 'EXDEV']);

function hasCode(error: unknown, codes: Pick<ReadonlySet<string>, 'has'>): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.has(error.code);
}
