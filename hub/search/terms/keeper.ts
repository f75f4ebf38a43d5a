/** The one process that keeps the terms, of all that would: it goes on until it is ended, and another takes over. */
import type { Logger } from '#platform/logger.ts';
import { toStoreError } from '#store/errors.ts';
import type { Database } from '#store/tables.ts';
import { keepWorkingAlone, pause } from '#store/work-alone.ts';
import { sql, type Kysely } from 'kysely';
import { isLockHeld } from '#union-index/repositories/editions.ts';
import { keepNext } from './keep-next.ts';
import { findTermState, manyOf } from './term-state.ts';

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

/** A system that needs longer for its first harvest is a slow one: what others have is not kept waiting for it. */
const FIRST_HARVEST_MAX_MINUTES = 60;

/**
 * Whether terms are counted later, because everything is about to change: a system is harvested for the first time, or many records are
 * being matched. A few unmatched records delay nothing, because some are there as long as any harvest runs; nor do unmatched records on
 * which nobody works.
 */
export async function isLoadUnderWay(db: Kysely<Database>): Promise<boolean> {
  const many = manyOf((await findTermState(db))?.editions ?? 0);
  const { rows } = await sql<{ first: boolean; harvesting: boolean; unmatched: boolean }>`
    SELECT EXISTS (SELECT FROM unmatched OFFSET ${many - 1}) AS unmatched,
      EXISTS (SELECT FROM harvest_lease WHERE expires_at > clock_timestamp()) AS harvesting,
      EXISTS (
        SELECT FROM harvest_lease l LEFT JOIN harvest_state h ON h.system = l.system
        WHERE l.expires_at > clock_timestamp() AND h.last_complete_at IS NULL
          AND coalesce(h.first_started_at >= clock_timestamp() - make_interval(mins => ${FIRST_HARVEST_MAX_MINUTES}), true)
      ) AS first`.execute(db);
  const [found] = rows;
  if (found === undefined || found.first) return found !== undefined;
  return found.unmatched && (found.harvesting || (await isLockHeld(db)));
}
