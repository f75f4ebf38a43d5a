/** The one process that publishes, of all that would: it goes on until it is ended, and another takes over. */
import { isMerciaError } from '#platform/errors.ts';
import type { Logger } from '#platform/logger.ts';
import type { Database } from '#store/tables.ts';
import { keepWorkingAlone, pause } from '#store/work-alone.ts';
import { sql, type Kysely } from 'kysely';
import { isLockHeld } from '#union-index/repositories/editions.ts';
import type { FeedClock } from '../clock.ts';
import type { FeedPublication } from './batch.ts';
import { pruneLog } from './log-rows.ts';
import { publishNext } from './publish.ts';
import { ensureEpoch, ensureLog, suspendLog } from './state.ts';

export interface FeedPublisherOptions {
  /** One connection of it is used for as long as the publisher runs. */
  readonly db: Kysely<Database>;
  /** By the region file of the moment; null if it passes nothing on. `NOT_YET` while it is not known what the public sees. */
  readonly publication: () => FeedPublication | 'NOT_YET' | null;
  readonly clock: FeedClock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  readonly lookEveryMs?: number;
}

/** Held by the connection of the one process that publishes. */
const PUBLISHER_LOCK = 20_253;
/** A change at a library is to be in the feeds a few seconds after it is in the index. */
const LOOK_EVERY_MS = 2_000;
const PRUNE_EVERY_MS = 3_600_000;
/** While harvest writes, the publisher rests as long as it works, and no longer than this. */
const REST_MAX_MS = 1_000;

/** Ends when the signal was aborted and the batch under way is written or undone. Never rejects. */
export function startFeedPublisher(options: FeedPublisherOptions): Promise<void> {
  const { db, logger, signal, lookEveryMs = LOOK_EVERY_MS } = options;
  return keepWorkingAlone({
    db,
    lock: PUBLISHER_LOCK,
    signal,
    lookEveryMs,
    work: (connection) => publishOn(connection, options),
    async onFailure(error) {
      logger.error({ err: error }, 'nothing is passed on to discovery systems; it is tried again');
      await noteProblem(db, error);
    },
  });
}

async function publishOn(connection: Kysely<Database>, options: FeedPublisherOptions): Promise<void> {
  const { clock, logger, signal, lookEveryMs = LOOK_EVERY_MS } = options;
  let [prunedAt, isWell] = [-Infinity, false];
  if (await ensureEpoch(connection, await clock(connection))) logger.warn('a restored database: the feeds begin again');
  while (!signal.aborted) {
    const publication = options.publication();
    if (publication === null || publication === 'NOT_YET') {
      // What changes meanwhile is kept, to be passed on later.
      if (publication === null) await suspendLog(connection);
      await pause(lookEveryMs, signal);
      continue;
    }
    if (!isWell) await ensureLog(connection, await clock(connection));
    const beganAt = performance.now();
    const hasPublished = await publishNext({ db: connection, publication, clock, logger });
    // What others are told of a failure before.
    if (!isWell) await connection.updateTable('feed_state').set({ problem: null }).execute();
    isWell = true;
    if (hasPublished) {
      const tookMs = performance.now() - beganAt;
      if (await isLockHeld(connection)) await pause(Math.min(REST_MAX_MS, tookMs), signal);
      continue;
    }
    if (beganAt - prunedAt > PRUNE_EVERY_MS) {
      await pruneLog(connection, publication.keepDays, await clock(connection), signal);
      prunedAt = beganAt;
    }
    await pause(lookEveryMs, signal);
  }
}

/** For those who ask how the feeds stand; the log says more. */
async function noteProblem(db: Kysely<Database>, error: unknown): Promise<void> {
  const problem = isMerciaError(error) ? error.publicMessage : 'publishing failed; the log says why';
  await sql`UPDATE feed_state SET problem = ${problem}`.execute(db).catch(() => undefined);
}
