import type { Logger } from '#platform/logger.ts';
import type { Store } from '#store/open-store.ts';
import { readDatabaseClock } from '#feed-log/index.ts';
import { ensureEpoch } from '#feed-log/publish/index.ts';

/**
 * Finds out whether a backup was restored, before anything is published after it. Never rejects: the publisher asks once more.
 */
export async function noticeRestoredBackup({
  store,
  logger,
}: {
  readonly store: Pick<Store, 'db'>;
  readonly logger: Logger;
}): Promise<void> {
  try {
    if (await ensureEpoch(store.db, await readDatabaseClock(store.db)))
      logger.warn('a restored database: the feeds begin again');
  } catch (error) {
    logger.warn({ err: error }, 'it is not known whether the database was restored from a backup');
  }
}
