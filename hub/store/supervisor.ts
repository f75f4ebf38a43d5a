import { realpath, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MerciaError } from '#platform/errors.ts';
import type { Logger } from '#platform/logger.ts';
import { chooseAccount, type ServerAccount } from './bundled/account.ts';
import { findBinaries, type Binaries } from './bundled/binaries.ts';
import { tryFileLock, waitForFileLock, type FileLock } from './bundled/file-lock.ts';
import {
  OUTSIDE_FOLDER,
  chooseOutsideFolder,
  folderError,
  makeSocketFolder,
  prepareDataFolder,
  readServerRecord,
  writeServerRecord,
} from './bundled/folders.ts';
import { SERVER_DATABASE, SERVER_USER, initialise } from './bundled/initialise.ts';
import { keepRunning } from './bundled/keep-running.ts';
import { isPostmasterOf, readPostmaster, type Postmaster } from './bundled/postmaster.ts';
import { ensureDatabase, findRunning, readFailureReason, startServer, stopServer } from './bundled/server.ts';
import { addClaim, countClaims, removeClaim } from './bundled/users.ts';
import type { StoreConnection } from './database.ts';

export interface BundledServerOptions {
  /** Mercia's own folder: holds the database, who uses it, and where its socket is. */
  readonly dataFolder: string;
  readonly logger: Logger;
  /** The programs of an installed PostgreSQL, preferred to the bundled ones (MERCIA_PG_BIN). */
  readonly pgBin?: string | undefined;
  /** The folder `native` of the bundled package, where it is not to be looked up. */
  readonly bundledFolder?: string | undefined;
  /** Where the database goes when root's data folder cannot be reached by the server's user. */
  readonly outsideFolder?: string | undefined;
  /** More settings for a server that is started now, as in postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
}

export interface BundledServer {
  readonly connection: StoreConnection;
  /** False if a server that ran already was joined: another process's, or one left behind by a hard death. */
  readonly startedByUs: boolean;
  /** The folder of the database itself. */
  readonly pgFolder: string;
  readonly pid: number;
  /** Ends this use of the server; the last process that uses it stops it. Close every pool first. */
  stop(): Promise<void>;
}

export interface StartLock {
  release(): Promise<void>;
}

const LOG_FILE = 'postgresql.log';
const LOCK_TIMEOUT_MS = 150_000;

/**
 * Gives the PostgreSQL server of a data folder: joins the one that runs, else starts it (and makes its database first).
 * Several processes may call this at once; a lock file lets one after the other in. Throws STORE_UNAVAILABLE with what
 * to do.
 */
export async function startBundledServer(options: BundledServerOptions): Promise<BundledServer> {
  if (process.platform === 'win32') {
    throw new MerciaError(
      'STORE_UNAVAILABLE',
      'bundled PostgreSQL: not on Windows; set DATABASE_URL to a PostgreSQL server (15 or newer)',
    );
  }
  const folder = await prepareDataFolder(options.dataFolder);
  const lock = await lockServer(folder, options.logger);
  try {
    const running = await joinOrStart(folder, options);
    const claim = await addClaim(folder);
    return toHandle(folder, running, claim, options);
  } finally {
    await lock.release();
  }
}

/**
 * Makes this process the only `mercia start` on a data folder. Throws STORE_UNAVAILABLE that says who is, and since when.
 */
export async function acquireStartLock(dataFolder: string): Promise<StartLock> {
  const folder = await prepareDataFolder(dataFolder);
  const path = join(folder, 'start.lock');
  const lock = await tryFileLock(path, AbortSignal.timeout(LOCK_TIMEOUT_MS)).catch((error: unknown) => {
    throw isTimeout(error) ? lockError(`clearing away ${path}`, error) : folderError(folder, error);
  });
  if ('release' in lock) return lock;
  throw new MerciaError(
    'STORE_UNAVAILABLE',
    `another \`mercia start\` (process ${lock.pid}, since ${lock.since}) uses the data folder ${folder}; ` +
      'stop it first, or choose another data folder',
  );
}

interface Running {
  readonly postmaster: Postmaster;
  readonly pgFolder: string;
  readonly startedByUs: boolean;
}

async function lockServer(folder: string, logger: Logger): Promise<FileLock> {
  try {
    return await waitForFileLock(join(folder, 'server.lock'), AbortSignal.timeout(LOCK_TIMEOUT_MS), (holder) => {
      logger.debug({ pid: holder.pid }, 'another process is starting or stopping the database server');
    });
  } catch (error) {
    throw isTimeout(error)
      ? lockError(`starting or stopping the server of ${folder}`, error)
      : folderError(folder, error);
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'TimeoutError';
}

function lockError(what: string, cause: unknown): MerciaError {
  const seconds = LOCK_TIMEOUT_MS / 1000;
  return new MerciaError(
    'STORE_UNAVAILABLE',
    `bundled PostgreSQL: another process has been ${what} for ${seconds} s; end that process, then try again`,
    { cause },
  );
}

async function joinOrStart(folder: string, options: BundledServerOptions): Promise<Running> {
  const record = await readServerRecord(folder);
  const existing = await findExisting(record?.outsidePgFolder ?? join(folder, 'pg'));
  const account = await chooseAccount(existing?.uid ?? null);
  if (existing !== null) {
    const postmaster = await findRunning(existing.pgFolder);
    if (postmaster !== null) {
      await ensureDatabase(postmaster);
      return { postmaster, pgFolder: existing.pgFolder, startedByUs: false };
    }
  }
  const outside = options.outsideFolder ?? OUTSIDE_FOLDER;
  const outsidePgFolder = record?.outsidePgFolder ?? (await chooseOutsideFolder(folder, account, outside));
  if (outsidePgFolder !== null) {
    options.logger.warn(
      { dataFolder: folder, pgFolder: outsidePgFolder },
      'the data folder is private to root, so the database lies where its own user can reach it',
    );
  }
  // Whoever still uses a server that ended remembers the folder of its socket.
  const keptSocketFolder = (await countClaims(folder)) > 0 ? (record?.socketFolder ?? null) : null;
  if (keptSocketFolder === null && typeof record?.socketFolder === 'string') {
    await rm(record.socketFolder, { recursive: true, force: true });
  }
  await writeServerRecord(folder, { outsidePgFolder, socketFolder: keptSocketFolder });
  const binaries = await findBinaries({
    pgBin: options.pgBin,
    bundledFolder: options.bundledFolder,
    account,
    copyTo: account === null ? folder : outside,
    onCopy(copy) {
      options.logger.warn({ folder: copy }, 'the bundled PostgreSQL cannot be run in its place; copied it');
    },
  });
  const pgFolder = outsidePgFolder ?? join(folder, 'pg');
  await initialise(pgFolder, binaries, account);
  return await start(folder, { outsidePgFolder, pgFolder, keptSocketFolder }, binaries, account, options);
}

async function start(
  folder: string,
  place: {
    readonly outsidePgFolder: string | null;
    readonly pgFolder: string;
    readonly keptSocketFolder: string | null;
  },
  binaries: Binaries,
  account: ServerAccount | null,
  options: BundledServerOptions,
): Promise<Running> {
  const { outsidePgFolder, pgFolder, keptSocketFolder } = place;
  const socketFolder = keptSocketFolder ?? (await makeSocketFolder(account));
  try {
    await writeServerRecord(folder, { outsidePgFolder, socketFolder });
    const postmaster = await startServer({
      pgFolder,
      socketFolder,
      logFile: join(folder, LOG_FILE),
      binaries,
      account,
      settings: options.settings ?? {},
    });
    await ensureDatabase(postmaster);
    options.logger.debug({ pgFolder, pid: postmaster.pid, version: binaries.version }, 'database server started');
    return { postmaster, pgFolder, startedByUs: true };
  } catch (error) {
    // One that started but could not be used must not stay behind with nobody to stop it.
    const left = await readPostmaster(pgFolder);
    if (left !== null) await stopServer(left, pgFolder);
    if (keptSocketFolder === null) await rm(socketFolder, { recursive: true, force: true });
    throw error instanceof MerciaError ? error : folderError(folder, error);
  }
}

function toHandle(folder: string, running: Running, claim: string, options: BundledServerOptions): BundledServer {
  const { logger } = options;
  const { pgFolder, startedByUs } = running;
  let { postmaster } = running;
  const leaving = new AbortController();
  let stopping: Promise<void> | null = null;

  async function restart(): Promise<string | null> {
    const lock = await lockServer(folder, logger);
    try {
      const reason = await readFailureReason(join(folder, LOG_FILE));
      ({ postmaster } = await joinOrStart(folder, options));
      return reason;
    } finally {
      await lock.release();
    }
  }
  const kept = keepRunning(
    { isRunning: () => isPostmasterOf(postmaster.pid, pgFolder), restart, logger },
    leaving.signal,
  );

  async function leave(): Promise<void> {
    leaving.abort();
    await kept;
    const lock = await lockServer(folder, logger);
    try {
      await removeClaim(claim);
      if ((await countClaims(folder)) > 0) return;
      await stopServer(postmaster, pgFolder);
    } finally {
      await lock.release();
    }
  }

  return {
    connection: {
      host: postmaster.socketFolder,
      port: postmaster.port,
      user: SERVER_USER,
      database: SERVER_DATABASE,
    },
    startedByUs,
    pgFolder,
    pid: postmaster.pid,
    stop: () => (stopping ??= leave()),
  };
}

/** The real path of a database that was made already, and who owns it. */
async function findExisting(path: string): Promise<{ readonly pgFolder: string; readonly uid: number } | null> {
  try {
    const pgFolder = await realpath(path);
    return { pgFolder, uid: (await stat(pgFolder)).uid };
  } catch {
    return null;
  }
}
