import { spawn } from 'node:child_process';
import { chmod, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { MerciaError } from '#platform/errors.ts';
import { errorMessage } from '../errors.ts';
import { asAccount, type ServerAccount } from './account.ts';
import type { Binaries } from './binaries.ts';
import { SERVER_PORT } from './folders.ts';
import { SERVER_DATABASE } from './initialise.ts';
import {
  askDataDirectory,
  askOne,
  isPostmasterOf,
  maintenanceConnection,
  readPostmaster,
  removeStalePidFile,
  waitForEnd,
  type Postmaster,
} from './postmaster.ts';
import { serverSettings } from './server-settings.ts';

const POLL_MS = 15;
/**
 * Recovery after a hard death reads what was written since the last checkpoint again, of which `server-settings.ts` allows 8 GB: 7 GB took
 * 56 s on two cores.
 */
const START_TIMEOUT_MS = 300_000;
/** How long a server that says it is ready may leave its socket unanswered. */
const SILENT_TIMEOUT_MS = 3_000;
const FAST_STOP_MS = 1_500;
const IMMEDIATE_STOP_MS = 5_000;

export interface StartOptions {
  readonly pgFolder: string;
  readonly socketFolder: string;
  readonly logFile: string;
  readonly binaries: Binaries;
  readonly account: ServerAccount | null;
  readonly settings: Readonly<Record<string, string>>;
}

/** Finds the server of a folder that runs already, waiting for one that starts or stops; null if none runs. */
export async function findRunning(pgFolder: string): Promise<Postmaster | null> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  let silentSince: number | null = null;
  for (;;) {
    const postmaster = await readPostmaster(pgFolder);
    if (postmaster === null) return null;
    if (!(await isPostmasterOf(postmaster.pid, pgFolder))) return null;
    if (postmaster.status === 'ready') {
      // Only an answer proves that the socket is this server's: a pid or a path in a file may be another's.
      if ((await askDataDirectory(maintenanceConnection(postmaster))) === pgFolder) return postmaster;
      silentSince ??= Date.now();
      if (Date.now() - silentSince > SILENT_TIMEOUT_MS) throw silentError(postmaster, pgFolder);
    }
    if (Date.now() > deadline) throw silentError(postmaster, pgFolder);
    await delay(POLL_MS);
  }
}

function silentError(postmaster: Postmaster, pgFolder: string): MerciaError {
  return new MerciaError(
    'STORE_UNAVAILABLE',
    `bundled PostgreSQL: a server of ${pgFolder} runs (process ${postmaster.pid}) but does not answer on its socket; ` +
      `stop it with \`kill -INT ${postmaster.pid}\`, then try again`,
  );
}

/** Starts the server and waits until it answers. Throws STORE_UNAVAILABLE with what the server said. */
export async function startServer(options: StartOptions): Promise<Postmaster> {
  await removeStalePidFile(options.pgFolder);
  await rename(options.logFile, `${options.logFile}.1`).catch(() => undefined);
  const log = await open(options.logFile, 'w', 0o600);
  const settings = {
    ...serverSettings(options.binaries.major),
    ...options.settings,
    unix_socket_directories: options.socketFolder,
    port: String(SERVER_PORT),
  };
  const ended = new AbortController();
  let problem = '';
  try {
    await chmod(options.logFile, 0o600);
    // Detached: an interrupt typed at the terminal is for Mercia, which then stops the server in its own time.
    const child = spawn(
      join(options.binaries.bin, 'postgres'),
      ['-D', options.pgFolder, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      { ...asAccount(options.account), detached: true, stdio: ['ignore', log.fd, log.fd] },
    );
    child.once('error', (error) => {
      problem = errorMessage(error);
      ended.abort();
    });
    child.once('exit', () => {
      ended.abort();
    });
    child.unref();
    return await waitUntilReady(options.pgFolder, child.pid, ended.signal);
  } catch (error) {
    throw await startError(options, problem, error);
  } finally {
    await log.close();
  }
}

async function waitUntilReady(pgFolder: string, pid: number | undefined, ended: AbortSignal): Promise<Postmaster> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!ended.aborted && Date.now() < deadline) {
    const postmaster = await readPostmaster(pgFolder);
    if (
      postmaster?.pid === pid &&
      postmaster?.status === 'ready' &&
      (await askDataDirectory(maintenanceConnection(postmaster))) === pgFolder
    ) {
      return postmaster;
    }
    await delay(POLL_MS);
  }
  throw new Error(ended.aborted ? 'it ended at once' : 'it did not answer in time');
}

async function startError(options: StartOptions, problem: string, cause: unknown): Promise<MerciaError> {
  const log = await readFile(options.logFile, 'utf8').catch(() => '');
  const said = log.split('\n').filter((line) => /FATAL|PANIC|ERROR|HINT|could not|cannot/u.test(line));
  const why = problem || said.slice(0, 3).join(' ').trim() || errorMessage(cause);
  const advice = /no space left|disk quota/iu.test(why)
    ? 'its disk is full; free at least 100 MB there and start again, nothing that was acknowledged is lost'
    : `look into ${options.logFile}, or set DATABASE_URL`;
  return new MerciaError('STORE_UNAVAILABLE', `bundled PostgreSQL: it did not start: ${why}; ${advice}`, { cause });
}

/** Why a server ended by itself, as its log has it; null if it says nothing (it was killed). */
export async function readFailureReason(logFile: string): Promise<string | null> {
  const log = await readFile(logFile, 'utf8').catch(() => '');
  const said = log.split('\n').filter((line) => /PANIC|FATAL|No space left|Disk quota/u.test(line));
  return said.find((line) => /no space left|disk quota/iu.test(line)) ?? said.at(-1) ?? null;
}

/** Creates the database of Mercia unless it is there. */
export async function ensureDatabase(postmaster: Postmaster): Promise<void> {
  const connection = maintenanceConnection(postmaster);
  const found = await askOne(
    connection,
    `SELECT datname AS answer FROM pg_database WHERE datname = '${SERVER_DATABASE}'`,
  );
  if (found === null) await askOne(connection, `CREATE DATABASE ${SERVER_DATABASE}`);
}

/**
 * Stops a server by SIGINT (sessions are ended, nothing is lost). One that cannot write its last checkpoint in time is
 * ended by SIGQUIT: it loses nothing either and reads its log of changes at the next start.
 */
export async function stopServer(postmaster: Postmaster, pgFolder: string): Promise<void> {
  if (!(await isPostmasterOf(postmaster.pid, pgFolder))) return;
  send(postmaster.pid, 'SIGINT');
  if (!(await waitForEnd(postmaster.pid, FAST_STOP_MS))) {
    send(postmaster.pid, 'SIGQUIT');
    if (!(await waitForEnd(postmaster.pid, IMMEDIATE_STOP_MS))) throw silentError(postmaster, pgFolder);
  }
  await rm(postmaster.socketFolder, { recursive: true, force: true });
}

function send(pid: number, signal: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended between the look and the signal.
  }
}
