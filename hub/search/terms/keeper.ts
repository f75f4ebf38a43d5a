/** The one process that keeps the terms, of all that would: it goes on until it is ended, and another takes over. */
import type { Logger } from '#platform/logger.ts';
import { toStoreError } from '#store/errors.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { setTimeout } from 'node:timers/promises';
import { isLockHeld } from '#union-index/repositories/editions.ts';
import { keepNext } from './keep-next.ts';
import { isLoadUnderWay } from './load-under-way.ts';
import { ceaseToBeKeeper, tryBecomeKeeper } from './lock.ts';

export interface TermKeeperOptions {
  /** One connection of it is used for as long as the keeper runs. */
  readonly db: Kysely<Database>;
  readonly clock: () => Date;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  readonly lookEveryMs?: number;
}

export interface TermKeeper {
  /** Ends when the signal was aborted and the work under way is written or undone. Never rejects. */
  readonly done: Promise<void>;
}

/** What a library adds is to be suggested a few seconds after it is in the index. */
const LOOK_EVERY_MS = 2_000;
const REST_MAX_MS = 1_000;
/** Of the time that it worked: readers and feeds have the server in between. */
const REST_SHARE = 0.25;

/** Keeps `search_term` and `browse_doc` true to the editions, in the background. */
export function startTermKeeper(options: TermKeeperOptions): TermKeeper {
  return { done: run(options) };
}

async function run(options: TermKeeperOptions): Promise<void> {
  const { db, logger, signal, lookEveryMs = LOOK_EVERY_MS } = options;
  const isOver = (): boolean => signal.aborted;
  while (!isOver()) {
    try {
      await db.connection().execute((connection) => keepAlone(connection, options));
    } catch (error) {
      if (isOver()) break;
      logger.error({ err: toStoreError(error) }, 'terms for suggestions and browsing are not kept; it is tried again');
    }
    await pause(lookEveryMs, signal);
  }
}

/** Returns at once where another process keeps them. */
async function keepAlone(connection: Kysely<Database>, options: TermKeeperOptions): Promise<void> {
  if (!(await tryBecomeKeeper(connection))) return;
  try {
    await keepOn(connection, options);
  } finally {
    // Where the connection is gone, so is the lock.
    await ceaseToBeKeeper(connection).catch(() => undefined);
  }
}

async function keepOn(connection: Kysely<Database>, options: TermKeeperOptions): Promise<void> {
  const { clock, signal, lookEveryMs = LOOK_EVERY_MS } = options;
  while (!signal.aborted) {
    if (await isLoadUnderWay(connection)) {
      await pause(lookEveryMs, signal);
      continue;
    }
    const beganAt = performance.now();
    const hasKept = await keepNext(connection, { at: clock() });
    const tookMs = performance.now() - beganAt;
    if (!hasKept) await pause(lookEveryMs, signal);
    // While harvest writes, it rests as long as it works.
    else await pause(Math.min(REST_MAX_MS, (await isLockHeld(connection)) ? tookMs : tookMs * REST_SHARE), signal);
  }
}

/** Ends at once when the signal is aborted. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => undefined);
}
