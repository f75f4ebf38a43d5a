/** Work that one process does at a time, of all that would: whoever holds its advisory lock. */
import { sql, type Kysely } from 'kysely';
import { setTimeout } from 'node:timers/promises';
import type { Database } from './tables.ts';

/** Of several of a kind, such as deliveries, each has a name; what there is one of has a number. */
export type WorkLock = number | string;

/**
 * Works with one connection that holds the lock; null at once if another one does. The lock goes with the connection, however that ends,
 * so that the next process may go on.
 */
export async function workAlone<Outcome>(
  db: Kysely<Database>,
  lock: WorkLock,
  work: (connection: Kysely<Database>) => Promise<Outcome>,
): Promise<Outcome | null> {
  const key = typeof lock === 'number' ? sql`${lock}::bigint` : sql`hashtextextended(${lock}::text, 0)`;
  return db.connection().execute(async (connection) => {
    const { rows } = await sql<{ held: boolean }>`SELECT pg_try_advisory_lock(${key}) AS held`.execute(connection);
    if (rows[0]?.held !== true) return null;
    try {
      return await work(connection);
    } finally {
      // Where the connection is gone, so is the lock.
      await sql`SELECT pg_advisory_unlock(${key})`.execute(connection).catch(() => undefined);
    }
  });
}

export interface LastingWork {
  /** One connection of it is used for as long as the work goes on. */
  readonly db: Kysely<Database>;
  readonly lock: WorkLock;
  readonly signal: AbortSignal;
  /** How long a process waits between looks at who does it. */
  readonly lookEveryMs: number;
  /** Goes on until the signal is aborted. */
  readonly work: (connection: Kysely<Database>) => Promise<void>;
  readonly onFailure: (error: unknown) => void | Promise<void>;
}

/** Ends when the signal was aborted and the work under way is written or undone. Never rejects. */
export async function keepWorkingAlone({ db, lock, signal, lookEveryMs, work, onFailure }: LastingWork): Promise<void> {
  const isOver = (): boolean => signal.aborted;
  while (!isOver()) {
    try {
      await workAlone(db, lock, work);
    } catch (error) {
      if (isOver()) break;
      await onFailure(error);
    }
    await pause(lookEveryMs, signal);
  }
}

/** Ends at once when the signal is aborted. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => undefined);
}
