/** The one process that keeps the terms, of all that would: it goes on until it is ended, and another takes over. */
import type { Logger } from '#platform/logger.ts';
import { toStoreError } from '#store/errors.ts';
import type { Database } from '#store/tables.ts';
import { keepWorkingAlone, pause } from '#store/work-alone.ts';
import type { Kysely } from 'kysely';
import { isLockHeld } from '#union-index/repositories/editions.ts';
import { keepNext } from './keep-next.ts';
import { isLoadUnderWay } from './load-under-way.ts';

export interface TermKeeperOptions {
  /** One connection of it is used for as long as the keeper runs. */
  readonly db: Kysely<Database>;
  readonly clock: () => Date;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  readonly lookEveryMs?: number;
}

/** Held by the connection of the one process that keeps the terms. */
export const TERM_LOCK = 20_254;
/** What a library adds is to be suggested a few seconds after it is in the index. */
const LOOK_EVERY_MS = 2_000;
const REST_MAX_MS = 1_000;
/** Of the time that it worked: readers and feeds have the server in between. */
const REST_SHARE = 0.25;

/** Keeps `search_term` and `browse_doc` true to the editions until the signal is aborted. Never rejects. */
export function startTermKeeper(options: TermKeeperOptions): Promise<void> {
  const { db, logger, signal, lookEveryMs = LOOK_EVERY_MS } = options;
  return keepWorkingAlone({
    db,
    lock: TERM_LOCK,
    signal,
    lookEveryMs,
    work: (connection) => keepOn(connection, options),
    onFailure(error) {
      logger.error({ err: toStoreError(error) }, 'terms for suggestions and browsing are not kept; it is tried again');
    },
  });
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
