import { execFile } from 'node:child_process';
import { readFile, readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import type { StoreConnection } from '../database.ts';
import { SERVER_USER } from './initialise.ts';
import { isRunning } from '../process-identity.ts';

const run = promisify(execFile);
const POLL_MS = 15;
const CONNECT_TIMEOUT_MS = 2_000;

/** What a server says of itself in `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly socketFolder: string;
  /** `starting`, `stopping`, `ready` or `standby`. */
  readonly status: string;
}

/** Reads `postmaster.pid`: pid, data folder, start, port, socket folder, listen address, shared memory, status. */
export async function readPostmaster(pgFolder: string): Promise<Postmaster | null> {
  try {
    const lines = (await readFile(join(pgFolder, 'postmaster.pid'), 'utf8')).split('\n');
    const pid = Number(lines[0]);
    if (!Number.isInteger(pid) || pid <= 0) return null;
    return { pid, port: Number(lines[3]), socketFolder: lines[4] ?? '', status: (lines[7] ?? 'starting').trim() };
  } catch {
    return null;
  }
}

/** True if that process is a server of this very folder; a number in a file may long be another's. */
export async function isPostmasterOf(pid: number, pgFolder: string): Promise<boolean> {
  if (!(await isRunning({ pid, started: '0' }))) return false;
  try {
    // A server works in its data folder.
    if (process.platform === 'linux') return (await readlink(`/proc/${pid}/cwd`)) === pgFolder;
    return (await run('ps', ['-p', String(pid), '-o', 'command='])).stdout.includes(pgFolder);
  } catch {
    return false;
  }
}

/** Removes the pid file of a server that is no more; PostgreSQL itself would believe a number that is alive. */
export async function removeStalePidFile(pgFolder: string): Promise<void> {
  await rm(join(pgFolder, 'postmaster.pid'), { force: true });
}

/** Asks the server behind a socket which folder it serves; null if none answers. */
export async function askDataDirectory(connection: StoreConnection): Promise<string | null> {
  try {
    return await askOne(connection, "SELECT current_setting('data_directory') AS answer");
  } catch {
    return null;
  }
}

/** Runs one statement on a connection of its own; gives its column `answer`. */
export async function askOne(connection: StoreConnection, statement: string): Promise<string | null> {
  const client = new pg.Client({
    ...connection,
    application_name: 'mercia supervisor',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ answer?: string }>(statement);
    return rows[0]?.answer ?? null;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Every server has the database `postgres`, whatever else was made in it. */
export function maintenanceConnection(postmaster: Pick<Postmaster, 'socketFolder' | 'port'>): StoreConnection {
  return { host: postmaster.socketFolder, port: postmaster.port, user: SERVER_USER, database: 'postgres' };
}

/** True once the server's process has ended; false if it still runs after that time. */
export async function waitForEnd(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (await isRunning({ pid, started: '0' })) {
    if (Date.now() > deadline) return false;
    await delay(POLL_MS);
  }
  return true;
}
