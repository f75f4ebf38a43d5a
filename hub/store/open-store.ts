import type { Logger } from '#platform/logger.ts';
import type { Kysely } from 'kysely';
import { MerciaError } from '#platform/errors.ts';
import { openDatabase, openPool, toDatabase, type DatabaseOptions, type DatabaseTarget } from './database.ts';
import { describeUrl, readAddresses } from './hosts.ts';
import { readAtReplica, readHere, type Reads, type ReadServer } from './replica.ts';
import { SCRATCH_SCHEMA } from './scratch-schema.ts';
import { createDatabaseCheck, type DatabaseState, settle, settleIfThere, settleLater } from './settle.ts';
import { acquireStartLock, startBundledServer, type BundledServer, type StartLock } from './supervisor.ts';
import type { Database } from './tables.ts';

export interface OpenStoreOptions {
  /** A PostgreSQL server (15 or newer); without it the bundled one of the data folder. */
  readonly databaseUrl?: string | undefined;
  /** The same server directly, where `databaseUrl` leads through a pooler in transaction mode. */
  readonly directUrl?: string | undefined;
  /** A server that follows that of `databaseUrl`, for {@link Store.reads}. */
  readonly replica?: ReplicaAddress | undefined;
  readonly dataFolder: string;
  /** The programs of an installed PostgreSQL (MERCIA_PG_BIN). */
  readonly pgBin?: string | undefined;
  readonly logger: Logger;
  /**
   * `start` is alone on its data folder; a `tool` (harvest, query, doctor) may work beside it. A `part` that serves does not wait
   * for a server of `databaseUrl` that does not answer yet.
   */
  readonly purpose: 'start' | 'tool' | 'part';
}

export interface ReplicaAddress {
  /** The server itself, without a pooler in transaction mode. */
  readonly url: string;
  /** Seconds that it may be behind; it is not read from beyond. */
  readonly lagSeconds: number;
}

/** The database of one process: three pools, so that a long report or job never keeps a look-up waiting. */
export interface Store {
  /** For look-ups and for the harvester. */
  readonly db: Kysely<Database>;
  /** For long reading statements; refuses writes. */
  readonly reports: Kysely<Database>;
  /** For what need not be of this moment: at a replica, if one is named and well. */
  readonly reads: Reads;
  /** For work that takes minutes, such as a snapshot: no look-up waits for one of its connections. */
  readonly jobs: Kysely<Database>;
  /** Opens the scratch schema, which the caller makes and drops; closed by the caller. */
  openScratch(): Kysely<Database>;
  /**
   * Resolves when the database has answered and has the newest shape: at once, but for a part that was started before its
   * database. Never rejects; does not resolve if the store is closed before.
   */
  readonly settled: Promise<void>;
  /** How the database is now. Takes a second at most, and never rejects. */
  state(): Promise<DatabaseState>;
  /** How the database is newer than this code, which may run beside it; null if it is not. In words for people. */
  newer(): string | null;
  /** Where the data lies, for people: `bundled PostgreSQL 18.4 in <folder>`. Holds no credential. */
  describe(): string;
  /** Closes the pools, then leaves the bundled server: the last process that uses it stops it. */
  close(): Promise<void>;
}

const LOOKUP_POOL = 8;
const REPORT_POOL = 2;
/** One holds the job, two do the work, two write its progress; one publishes feeds, one keeps terms. */
const JOB_POOL = 7;
/** Rejects are read again where systems are harvested: beside all of the above in `mercia start` alone. */
const START_JOB_POOL = JOB_POOL + 2;
/** One keeps others out, two match, one is to spare. */
const SCRATCH_POOL = 4;
/** Connections of one process that opens the store, at most; docs/operations.md has the sum of all parts. */
export const STORE_CONNECTIONS = LOOKUP_POOL + REPORT_POOL + JOB_POOL;
/** No look-up may take so long; a page of the first harvest, clusters included, may take seconds. */
const LOOKUP_TIMEOUT_MS = 60_000;
const REPORT_TIMEOUT_MS = 300_000;
const LOOK_TIMEOUT_MS = 2_000;

/**
 * Opens the store and brings it to the newest shape. Throws STORE_UNAVAILABLE with what to do; for a `part` only if that does not
 * pass by itself.
 */
export async function openStore(options: OpenStoreOptions): Promise<Store> {
  const replica = options.replica && toReplica(options.replica, options.databaseUrl);
  const server = await reachServer(options);
  return await openPools(server, {
    logger: options.logger,
    replica,
    mayComeLater: options.databaseUrl !== undefined && options.purpose === 'part',
    isAlone: options.purpose === 'start',
  });
}

/** The server of a store, and the right to use it. */
export interface ReachedServer {
  /** For all that needs a session of its own. */
  readonly target: DatabaseTarget;
  /** For look-ups. */
  readonly lookups: DatabaseTarget;
  /** For people. */
  readonly place: string;
  /** Close every connection first. */
  readonly leave: () => Promise<void>;
}

/** Starts or joins the bundled server, or knows the address of another one. Throws STORE_UNAVAILABLE or CONFIG_INVALID. */
export async function reachServer(options: OpenStoreOptions): Promise<ReachedServer> {
  const { databaseUrl, directUrl } = options;
  if (databaseUrl !== undefined) {
    return {
      ...toTargets(databaseUrl, directUrl),
      place: describeUrl(databaseUrl),
      async leave() {
        // Another's server: it is not ours to stop.
      },
    };
  }
  const startLock = options.purpose === 'start' ? await acquireStartLock(options.dataFolder) : null;
  try {
    const server = await startBundledServer(options);
    const target = { connection: server.connection };
    return {
      target,
      lookups: target,
      place: `PostgreSQL in ${server.pgFolder}`,
      leave: () => leaveServer(server, startLock),
    };
  } catch (error) {
    await startLock?.release();
    throw error;
  }
}

/** A server under its own address, and for look-ups perhaps under that of a pooler before it. Throws CONFIG_INVALID. */
export function toTargets(databaseUrl: string, directUrl?: string): Pick<ReachedServer, 'target' | 'lookups'> {
  for (const url of [databaseUrl, directUrl ?? databaseUrl]) readAddresses(url);
  return {
    target: { url: directUrl ?? databaseUrl },
    lookups: { url: databaseUrl, pooled: directUrl !== undefined },
  };
}

async function leaveServer(server: BundledServer, startLock: StartLock | null): Promise<void> {
  try {
    await server.stop();
  } finally {
    await startLock?.release();
  }
}

/** Throws CONFIG_INVALID. */
function toReplica(replica: ReplicaAddress, databaseUrl: string | undefined): ReplicaAddress {
  const invalid = (what: string): MerciaError => new MerciaError('CONFIG_INVALID', `MERCIA_DATABASE_READ_URL ${what}`);
  if (databaseUrl === undefined) throw invalid('is for a server of DATABASE_URL; no replica follows the bundled one');
  if (readAddresses(replica.url, 'MERCIA_DATABASE_READ_URL').length > 1)
    throw invalid('names several hosts; name one, because each has got as far as it has');
  return replica;
}

interface PoolsPlan {
  readonly logger: Logger;
  readonly replica: ReplicaAddress | undefined;
  readonly mayComeLater: boolean;
  /** True where one process does everything. */
  readonly isAlone: boolean;
}

type OnIdleError = NonNullable<DatabaseOptions['onIdleError']>;
/** What both servers are read with. */
type Lookups = Pick<DatabaseOptions, 'target' | 'standby' | 'hasOther'>;

function openLookups({ target, ...where }: Lookups, onIdleError: OnIdleError): Pick<ReadServer, 'pool' | 'db'> {
  const pool = openPool({
    target,
    ...where,
    applicationName: 'mercia',
    poolSize: LOOKUP_POOL,
    statementTimeoutMs: LOOKUP_TIMEOUT_MS,
    fair: true,
    onIdleError,
  });
  return { pool, db: toDatabase(pool) };
}

function openReports({ target, ...where }: Lookups, onIdleError: OnIdleError): Store['reports'] {
  return openDatabase({
    target,
    ...where,
    applicationName: 'mercia reports',
    poolSize: REPORT_POOL,
    statementTimeoutMs: REPORT_TIMEOUT_MS,
    readOnly: true,
    onIdleError,
  });
}

function openLooks(target: DatabaseTarget, onIdleError: OnIdleError): Store['db'] {
  return openDatabase({
    target,
    applicationName: 'mercia replica',
    poolSize: 1,
    statementTimeoutMs: LOOK_TIMEOUT_MS,
    hasOther: true,
    onIdleError,
  });
}

/** Reads at a replica, with what has to be closed then. */
function openReplica(
  { url, lagSeconds }: ReplicaAddress,
  primary: ReadServer,
  { logger, onIdleError }: { readonly logger: Logger; readonly onIdleError: OnIdleError },
): Reads & { close(): Promise<void> } {
  const where = { target: { url }, hasOther: true };
  const replica: ReadServer = {
    ...openLookups(where, onIdleError),
    reports: openReports(where, onIdleError),
    looks: openLooks(where.target, onIdleError),
  };
  const reads = readAtReplica({ primary, replica, limitMs: lagSeconds * 1_000, logger });
  return {
    ...reads,
    async close() {
      await reads.close();
      await Promise.all([replica.db, replica.reports, replica.looks, primary.looks].map((db) => db.destroy()));
    },
  };
}

async function openPools(
  { target, lookups, place, leave }: ReachedServer,
  { logger, replica, mayComeLater, isAlone }: PoolsPlan,
): Promise<Store> {
  let ending = false;
  // The message alone: the error itself holds the whole client, the key that cancels its statements included.
  function onIdleError(error: Error): void {
    if (!ending) logger.warn({ reason: error.message }, 'the database server closed a connection');
  }
  const { pool, db } = openLookups({ target: lookups, standby: true }, onIdleError);
  const reports = openReports({ target, standby: true }, onIdleError);
  const jobs = openDatabase({
    target,
    applicationName: 'mercia jobs',
    poolSize: isAlone ? START_JOB_POOL : JOB_POOL,
    statementTimeoutMs: 0,
    onIdleError,
  });
  const elsewhere =
    replica === undefined
      ? null
      : openReplica(replica, { pool, db, reports, looks: openLooks(target, onIdleError) }, { logger, onIdleError });

  const closing = new AbortController();
  async function close(): Promise<void> {
    ending = true;
    closing.abort();
    await elsewhere?.close();
    await Promise.all([db.destroy(), reports.destroy(), jobs.destroy()]);
    await leave();
  }

  try {
    let now = mayComeLater ? await settleIfThere(jobs, logger) : await settle(jobs, logger);
    const { promise: settled, resolve } = Promise.withResolvers<undefined>();
    if (now === null) {
      void settleLater(jobs, logger, closing.signal).then((later) => {
        if (later === null) return;
        now = later;
        resolve(undefined);
      });
    } else resolve(undefined);
    let ended: Promise<void> | null = null;
    return {
      db,
      reports,
      reads: elsewhere ?? readHere({ db, reports }),
      jobs,
      settled,
      state: createDatabaseCheck(db),
      openScratch: () =>
        openDatabase({
          target,
          applicationName: 'mercia scratch',
          poolSize: SCRATCH_POOL,
          statementTimeoutMs: 0,
          schema: SCRATCH_SCHEMA,
          onIdleError,
        }),
      newer: () => now?.newer ?? null,
      describe: () => `${place} (${now === null ? 'it does not answer yet' : `version ${now.version}`})`,
      close: () => (ended ??= close()),
    };
  } catch (error) {
    await close();
    throw error;
  }
}
