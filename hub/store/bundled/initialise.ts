import { execFile } from 'node:child_process';
import { access, readFile, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { MerciaError } from '#platform/errors.ts';
import { errorMessage } from '../errors.ts';
import { asAccount, type ServerAccount } from './account.ts';
import type { Binaries } from './binaries.ts';
import { folderError, makeOwned } from './folders.ts';

const run = promisify(execFile);

/** The name of the server's superuser and of the database. Only who may enter the socket's folder can log in. */
export const SERVER_USER = 'mercia';
export const SERVER_DATABASE = 'mercia';

/**
 * Makes an empty database in `pgFolder` unless there is one. It is made under another name and then renamed, so that an
 * unfinished one is never taken for a database. Throws STORE_UNAVAILABLE.
 */
export async function initialise(pgFolder: string, binaries: Binaries, account: ServerAccount | null): Promise<void> {
  const made = await readMajor(pgFolder);
  if (made === binaries.major) return;
  if (made !== null) {
    throw new MerciaError(
      'STORE_UNAVAILABLE',
      `bundled PostgreSQL: the database in ${pgFolder} was made by PostgreSQL ${made}, this one is ${binaries.major}; ` +
        'use that version (MERCIA_PG_BIN), or restore a backup that was taken with it (docs/upgrading.md)',
    );
  }
  // Its own name for each process: an `initdb` whose Mercia was killed may still be writing.
  const draft = `${pgFolder}.new-${process.pid}`;
  try {
    await removeDrafts(pgFolder);
    await makeOwned(draft, account);
  } catch (error) {
    throw folderError(dirname(pgFolder), error);
  }
  try {
    await run(
      join(binaries.bin, 'initdb'),
      [
        ...['--pgdata', draft, '--username', SERVER_USER, '--auth', 'trust'],
        ...['--encoding', 'UTF8', '--locale', 'C.UTF-8', '--no-instructions'],
      ],
      asAccount(account),
    );
    await rename(draft, pgFolder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw initialiseError(pgFolder, error);
  }
}

async function removeDrafts(pgFolder: string): Promise<void> {
  const parent = dirname(pgFolder);
  const names = await readdir(parent).catch(() => []);
  for (const name of names.filter((entry) => entry.startsWith(`${basename(pgFolder)}.new-`))) {
    await rm(join(parent, name), { recursive: true, force: true });
  }
}

async function readMajor(pgFolder: string): Promise<number | null> {
  try {
    return Number((await readFile(join(pgFolder, 'PG_VERSION'), 'utf8')).trim());
  } catch {
    await assertAbsent(pgFolder);
    return null;
  }
}

async function assertAbsent(pgFolder: string): Promise<void> {
  try {
    await access(pgFolder);
  } catch {
    return;
  }
  throw new MerciaError(
    'STORE_UNAVAILABLE',
    `bundled PostgreSQL: ${pgFolder} exists but holds no database that this user can read; ` +
      'move it away, run Mercia as the user that made it, or choose another data folder',
  );
}

function initialiseError(pgFolder: string, error: unknown): MerciaError {
  const stderr = typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr) : '';
  const said = stderr.split('\n').filter((line) => /error|fatal|could not/iu.test(line));
  if (/no space left|disk quota/iu.test(stderr)) {
    return folderError(dirname(pgFolder), Object.assign(new Error(said.join(' ')), { code: 'ENOSPC' }));
  }
  const why = said.slice(0, 3).join(' ').trim() || errorMessage(error);
  return new MerciaError(
    'STORE_UNAVAILABLE',
    `bundled PostgreSQL: no database could be made in ${dirname(pgFolder)}: ${why}; fix that, or set DATABASE_URL`,
    { cause: error },
  );
}
