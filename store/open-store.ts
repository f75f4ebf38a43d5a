import { MerciaError } from '#platform/errors.ts';
import type { Logger } from '#platform/logger.ts';
import { sql, type Kysely } from 'kysely';
import { openDatabase, type DatabaseOptions } from './database.ts';
import { migrateToLatest } from './migrate.ts';
import { acquireStartLock, startBundledServer, type BundledServer, type StartLock } from './supervisor.ts';
import type { Database } from './tables.ts';

export interface OpenStoreOptions {
  /** A PostgreSQL server (15 or newer); without it the bundled one of the data folder. */
  readonly databaseUrl?: string | undefined;
  /** A replica of that server for reports; without it the server itself. */
  readonly reportsUrl?: string | undefined;
  readonly dataFolder: string;
  /** The programs of an installed PostgreSQL (MERCIA_PG_BIN). */
  readonly pgBin?: string | undefined;
  readonly logger: Logger;
  /** `start` is alone on its data folder; a `tool` (harvest, query, doctor) may work beside it. */
  readonly purpose: 'start' | 'tool';
}

/** The database of one process: three pools, so that a long report or job never keeps a look-up waiting. */
export interface Store {
  /** For look-ups and for the harvester. */
  readonly db: Kysely<Database>;
  /** For long reading statements; refuses writes. */
  readonly reports: Kysely<Database>;
  /** For work that takes minutes, such as a snapshot: no look-up waits for one of its connections. */
  readonly jobs: Kysely<Database>;
  /** Where the data lies, for people: `bundled PostgreSQL 18.4 in <folder>`. Holds no credential. */
  describe(): string;
  /** Closes the pools, then leaves the bundled server: the last process that uses it stops it. */
  close(): Promise<void>;
}

const OLDEST_VERSION = 150_000;
const LOOKUP_POOL = 8;
const REPORT_POOL = 2;
/** One holds the job, two do the work, two write its progress; one publishes feeds, one keeps terms. */
const JOB_POOL = 7;
/** No look-up may take so long; a page of the first harvest, clusters included, may take seconds. */
const LOOKUP_TIMEOUT_MS = 60_000;
const REPORT_TIMEOUT_MS = 300_000;

/** Opens the store and brings it to the newest shape. Throws STORE_UNAVAILABLE with what to do. */
export async function openStore(options: OpenStoreOptions): Promise<Store> {
  const { databaseUrl, logger } = options;
  if (databaseUrl !== undefined) {
    assertUrl(databaseUrl);
    const reports = options.reportsUrl ?? databaseUrl;
    return await openPools({ url: databaseUrl }, { url: reports }, logger, describeUrl(databaseUrl), async () => {
      // Another's server: it is not ours to stop.
    });
  }
  const startLock = options.purpose === 'start' ? await acquireStartLock(options.dataFolder) : null;
  try {
    const server = await startBundledServer(options);
    const target = { connection: server.connection };
    const leave = (): Promise<void> => leaveServer(server, startLock);
    return await openPools(target, target, logger, `PostgreSQL in ${server.pgFolder}`, leave);
  } catch (error) {
    await startLock?.release();
    throw error;
  }
}

async function leaveServer(server: BundledServer, startLock: StartLock | null): Promise<void> {
  try {
    await server.stop();
  } finally {
    await startLock?.release();
  }
}

async function openPools(
  target: DatabaseOptions['target'],
  reportsTarget: DatabaseOptions['target'],
  logger: Logger,
  place: string,
  leave: () => Promise<void>,
): Promise<Store> {
  let ending = false;
  // The message alone: the error itself holds the whole client, the key that cancels its statements included.
  function onIdleError(error: Error): void {
    if (!ending) logger.warn({ reason: error.message }, 'the database server closed a connection');
  }
  const db = openDatabase({
    target,
    applicationName: 'mercia',
    poolSize: LOOKUP_POOL,
    statementTimeoutMs: LOOKUP_TIMEOUT_MS,
    onIdleError,
  });
  const reports = openDatabase({
    target: reportsTarget,
    applicationName: 'mercia reports',
    poolSize: REPORT_POOL,
    statementTimeoutMs: REPORT_TIMEOUT_MS,
    readOnly: true,
    onIdleError,
  });
  const jobs = openDatabase({
    target,
    applicationName: 'mercia jobs',
    poolSize: JOB_POOL,
    statementTimeoutMs: 0,
    onIdleError,
  });

  async function close(): Promise<void> {
    ending = true;
    await Promise.all([db.destroy(), reports.destroy(), jobs.destroy()]);
    await leave();
  }

  try {
    const version = await readVersion(db);
    const done = await migrateToLatest(db);
    if (done.length > 0) logger.info({ migrations: done }, 'brought the database to the newest shape');
    let closing: Promise<void> | null = null;
    return { db, reports, jobs, describe: () => `${place} (version ${version})`, close: () => (closing ??= close()) };
  } catch (error) {
    await close();
    throw error;
  }
}

async function readVersion(db: Kysely<Database>): Promise<string> {
  const { rows } = await sql<{ number: number; version: string }>`
    SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version`.execute(
    db,
  );
  const row = rows[0];
  if (row === undefined || row.number < OLDEST_VERSION) {
    throw new MerciaError(
      'STORE_UNAVAILABLE',
      `database: the server is PostgreSQL ${row?.version ?? 'unknown'}; Mercia needs 15 or newer`,
    );
  }
  return row.version;
}

export function assertUrl(url: string): void {
  if (URL.canParse(url) && /^postgres(?:ql)?:$/u.test(new URL(url).protocol)) return;
  throw new MerciaError(
    'CONFIG_INVALID',
    'DATABASE_URL is no address of a PostgreSQL server; write postgres://user:password@host:5432/database',
  );
}

/** The address without what is secret in it. */
export function describeUrl(url: string): string {
  const { host, pathname } = new URL(url);
  return `PostgreSQL at ${host}${pathname}`;
}
