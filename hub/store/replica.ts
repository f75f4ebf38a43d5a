/** Reads of what may be some seconds old, at a server that follows the one that takes writes while it may be read from. */
import { withinTime } from '#platform/deadline.ts';
import type { Logger } from '#platform/logger.ts';
import type { Kysely, PostgresPool, PostgresPoolClient } from 'kysely';
import { setTimeout as delay } from 'node:timers/promises';
import { toDatabase } from './database.ts';
import { errorCode, mayPass } from './errors.ts';
import { createReplicaWatch, readPrimary, readReplica, type ReplicaState, type ReplicaWatch } from './replica-watch.ts';
import type { Database } from './tables.ts';

type Db = Kysely<Database>;

/** Where nothing has to be read that was just written. */
export interface Reads {
  /** For single statements. A transaction of one snapshot fails with its server: {@link Reads.whole} begins it again. */
  readonly db: Db;
  /**
   * Work of several statements, done again at the server that takes writes if the replica fails under it, or if it throws a
   * {@link BehindError}.
   */
  readonly whole: <T>(work: (db: Db, isReplica: boolean) => Promise<T>) => Promise<T>;
  /** The same for long reading statements, at a replica that has all that was committed before this was asked. */
  readonly report: <T>(work: (reports: Db) => Promise<T>) => Promise<T>;
  /** Looks at the replica now: from then on none is read from that does not know what was just taken back. Never rejects. */
  readonly look: () => Promise<void>;
  /** Null if no replica is named. Takes a second at most, and never rejects. */
  readonly state: () => Promise<ReplicaState | null>;
}

/** The replica has not got as far as this work needs. */
export class BehindError extends Error {}

/** Without a replica. */
export function readHere({ db, reports }: { readonly db: Db; readonly reports: Db }): Reads {
  return {
    db,
    whole: (work) => work(db, false),
    report: (work) => work(reports),
    look: () => Promise.resolve(),
    state: () => Promise.resolve(null),
  };
}

/** One of the two servers, as it is read from. */
export interface ReadServer {
  readonly pool: PostgresPool;
  /** Over that pool. */
  readonly db: Db;
  readonly reports: Db;
  /** One connection, to see how far the server is. */
  readonly looks: Db;
}

export interface ReplicaOptions {
  /** The server that takes writes. */
  readonly primary: ReadServer;
  readonly replica: ReadServer;
  /** Milliseconds that the replica may be behind. */
  readonly limitMs: number;
  readonly logger: Logger;
}

/** A report waits so long for the replica to have what it is about. */
const REPORT_WAITS_MS = 1_000;
const ASK_EVERY_MS = 20;

/** `close` ends the watching; what it was given is closed by whoever opened it. */
export function readAtReplica({ primary, replica, limitMs, logger }: ReplicaOptions) {
  const looks = { primary: primary.looks, replica: replica.looks };
  const watch = createReplicaWatch({ looks, limitMs, logger });

  async function either<T>(mayUse: boolean, onReplica: () => Promise<T>, onPrimary: () => Promise<T>): Promise<T> {
    if (mayUse) {
      try {
        return await onReplica();
      } catch (error) {
        if (!isReplicasFault(error)) throw error;
        noteFault(watch, error);
      }
    }
    watch.noteFallback();
    return onPrimary();
  }

  async function catchUp(until: number): Promise<boolean> {
    try {
      const { written, timeline } = await readPrimary(primary.looks);
      for (;;) {
        const has = await readReplica(replica.looks);
        if (has.timeline !== timeline) return false;
        if ((has.replayed ?? 0) >= written) return true;
        if (performance.now() > until) return false;
        await delay(ASK_EVERY_MS);
      }
    } catch {
      // The next look says what is wrong.
      return false;
    }
  }

  async function hasCaughtUp(): Promise<boolean> {
    if (!watch.isFit()) return false;
    return withinTime(catchUp(performance.now() + REPORT_WAITS_MS), REPORT_WAITS_MS, () => false);
  }

  return {
    db: toDatabase(createSwitchingPool(primary.pool, replica.pool, watch)),
    whole: (work) =>
      either(
        watch.isFit(),
        () => work(replica.db, true),
        () => work(primary.db, false),
      ),
    report: async (work) =>
      either(
        await hasCaughtUp(),
        () => work(replica.reports),
        () => work(primary.reports),
      ),
    look: watch.look,
    state: watch.state,
    close: watch.close,
  } satisfies Reads & { readonly close: () => Promise<void> };
}

/** Gives connections to the replica while it may be read from. It ends nothing: both pools belong to others. */
function createSwitchingPool(primary: PostgresPool, replica: PostgresPool, watch: ReplicaWatch): PostgresPool {
  const connectHere = (): Promise<PostgresPoolClient> => {
    watch.noteFallback();
    return primary.connect();
  };
  return {
    options: primary.options,
    end: () => Promise.resolve(),
    async connect() {
      if (!watch.isFit()) return connectHere();
      try {
        return createSwitchingClient(await replica.connect(), connectHere, watch);
      } catch (error) {
        if (!isReplicasFault(error)) throw error;
        noteFault(watch, error);
        return connectHere();
      }
    },
  };
}

type Statement = readonly [text: string, parameters: readonly unknown[]];

/**
 * A connection to the replica that goes on at the other server where the replica fails. Of a transaction, what was asked before is asked there
 * once more: nothing was written, and each statement has its own snapshot. One that has a single snapshot fails.
 */
function createSwitchingClient(
  first: PostgresPoolClient,
  connectHere: () => Promise<PostgresPoolClient>,
  watch: ReplicaWatch,
): PostgresPoolClient {
  let client = first;
  /** Since the transaction began; null outside of one. */
  let asked: Statement[] | null = null;
  async function query(...statement: Statement): Promise<unknown> {
    try {
      const result = await client.query(...statement);
      if (/^(?:begin|start transaction)\b/u.test(statement[0])) asked = [];
      asked?.push(statement);
      return result;
    } catch (error) {
      if (client !== first || !isReplicasFault(error)) throw error;
      noteFault(watch, error);
      if (asked?.[0]?.[0].startsWith('start transaction isolation level') === true) throw error;
      const other = await connectHere();
      first.release(true);
      client = other;
      for (const before of asked ?? []) await client.query(...before);
      return client.query(...statement);
    }
  }
  return {
    query: query as PostgresPoolClient['query'],
    release(destroy) {
      client.release(destroy);
    },
  };
}

/**
 * What a standby answers where it must forget a row that a statement still reads, or a lock that it holds; where it has not got a
 * table, a column or a function yet that a change has just made, or must not read it.
 */
const CONFLICTS = new Set(['40001', '40P01', '42P01', '42703', '42883', '42501']);
/** All connections of the pool are taken; pg gives no code. */
const POOL_IS_BUSY = /timeout exceeded when trying to connect/u;

/** Whether the same reading may succeed at the server that takes writes. */
function isReplicasFault(error: unknown): boolean {
  return error instanceof BehindError || mayPass(error) || CONFLICTS.has(errorCode(error) ?? '');
}

/** A replica that is only behind, ended one statement, or has much to do, is well: one that is dead the next look finds. */
function noteFault(watch: ReplicaWatch, error: unknown): void {
  if (mayPass(error) && !POOL_IS_BUSY.test(String(error))) watch.noteFault(error);
}
