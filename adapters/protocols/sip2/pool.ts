/** The connections to one server: no more than so many, given back after a short while without work. */
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'tarn';
import { untilAborted } from '#platform/deadline.ts';
import { EndedQuestion, type Sip2Connection } from './connection.ts';
import type { Connect } from './log-in.ts';

export type Connections = ReturnType<typeof createConnections>;

export interface PoolOptions {
  readonly connect: Connect;
  readonly connections: number;
  /** Milliseconds that a connection is kept without a question. */
  readonly idleMs: number;
  /** Ends what waits for a connection, when the client is closed. */
  readonly closing: AbortSignal;
  /** True if another process waits for the permit of a connection: it is then closed without waiting for idleness. */
  readonly isPermitWanted?: (() => boolean) | undefined;
}

const REAP_EVERY_MS = 500;
/** A connection whose answer has just been read is given back a moment later. */
const LOOK_AGAIN_MS = 5;
/** The pool has no say in how long anything takes: the signals of the questions have. */
const NEVER_MS = 2_000_000_000;

const WITHOUT_PATIENCE = {
  min: 0,
  acquireTimeoutMillis: NEVER_MS,
  createTimeoutMillis: NEVER_MS,
  // Whoever waits is told at once that there is no connection; the next question tries again.
  propagateCreateError: true,
  createRetryIntervalMillis: 1,
};

/** How long it takes until a further connection is tried that was refused, in milliseconds. */
const REFUSED_PAUSE_MS = 5_000;
/** How long a busy process keeps a permit that another one waits for. */
const TURN_MS = 500;

export function createConnections(options: PoolOptions) {
  const { connections, idleMs, closing, isPermitWanted } = options;
  const open = new Map<Sip2Connection, number>();
  const busy = new Set<Sip2Connection>();
  /** Questions without a connection; the pool's own count has those that were given up, too. */
  let waiting = 0;
  /** Keeps no more than so many: another process may have the others. */
  let most = connections;

  const pool = new Pool<Sip2Connection>({
    create: async () => {
      const connection = await connectPatiently(options, () => open.size > 0 && waiting > 0);
      open.set(connection, performance.now());
      return connection;
    },
    validate: ({ isUsable }) => isUsable,
    destroy: (connection) => {
      open.delete(connection);
      connection.destroy();
    },
    max: connections,
    idleTimeoutMillis: idleMs,
    reapIntervalMillis: Math.min(REAP_EVERY_MS, idleMs),
    ...WITHOUT_PATIENCE,
  });

  const requests = createRequests(pool);
  /** Nobody here needs it, or the other process has waited long enough. */
  const mayGiveUp = (connection: Sip2Connection): boolean =>
    waiting === 0 || performance.now() - (open.get(connection) ?? 0) > TURN_MS;

  const closeIdle = closeUnused.bind(null, open, busy);

  function release(connection: Sip2Connection): void {
    busy.delete(connection);
    if ((isPermitWanted?.() === true && mayGiveUp(connection)) || countUsable(open.keys()) > most) connection.destroy();
    pool.release(connection);
  }

  return {
    /**
     * A connection for one question; give it back with `release`. Rejects with what prevented a connection, or with an
     * {@link EndedQuestion} if the signal ends first.
     */
    async acquire(signal: AbortSignal): Promise<Sip2Connection> {
      // A pool that was closed answers nobody, and its patience would keep the process.
      if (closing.aborted) throw new EndedQuestion(true);
      waiting += 1;
      const wanted = requests.ask();
      try {
        const connection = await untilAborted(wanted, signal, () => {
          // The pool goes on looking: to abort it at the moment at which it hands one out would lose that one for ever.
          void wanted.then(release, () => undefined);
          throw new EndedQuestion(true);
        });
        busy.add(connection);
        return connection;
      } finally {
        waiting -= 1;
      }
    },
    release,
    /** Closes the connections that nobody uses. */
    closeIdle,
    /** Keeps no more than so many, from now on; closes idle ones, and settles when no more are open. */
    async limit(count: number): Promise<void> {
      most = count;
      while (most === count && countUsable(open.keys()) > count) {
        closeIdle();
        await pause(LOOK_AGAIN_MS);
      }
    },
    /** How many questions wait for a connection. */
    get waiting(): number {
      return waiting;
    },
    /** How many connections there are. */
    get size(): number {
      return open.size;
    },
    async close(): Promise<void> {
      for (const connection of open.keys()) connection.destroy();
      requests.abort();
      await pool.destroy();
    },
  };
}

function countUsable(connections: Iterable<Sip2Connection>): number {
  return [...connections].filter(({ isUsable }) => isUsable).length;
}

function closeUnused(open: ReadonlyMap<Sip2Connection, number>, busy: ReadonlySet<Sip2Connection>): void {
  for (const connection of open.keys()) if (!busy.has(connection)) connection.destroy();
}

/** What the pool was asked for and has not answered, also if nobody waits for it any more. */
function createRequests(pool: Pool<Sip2Connection>) {
  const asked = new Set<ReturnType<typeof pool.acquire>>();
  return {
    ask(): Promise<Sip2Connection> {
      const request = pool.acquire();
      asked.add(request);
      return request.promise.finally(() => asked.delete(request));
    },
    abort(): void {
      for (const request of asked) request.abort();
    },
  };
}

/**
 * A server that takes fewer connections than it is said to refuses the others. While another one is open, nobody is told: the
 * questions are asked on that one.
 */
async function connectPatiently(
  { connect, closing }: Pick<PoolOptions, 'connect' | 'closing'>,
  mayWait: () => boolean,
): Promise<Sip2Connection> {
  for (;;) {
    try {
      return await connect(closing);
    } catch (error) {
      if (!mayWait() || closing.aborted) throw error;
      await pause(REFUSED_PAUSE_MS, undefined, { signal: closing }).catch(() => undefined);
    }
  }
}
