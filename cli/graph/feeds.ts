/** What a region passes on to discovery systems, by the region file of the moment. */
import { shelfNamesOf } from '#adapters/registry.ts';
import { createFeedRenderer } from '#union-index/feed/index.ts';
import { ensureEpoch, startFeedPublisher, type FeedPublication } from '#union-index/feed/publish/index.ts';
import type { Region } from '#domain/region.ts';
import type { Hub } from './hub.ts';

/** Publishes what harvest commits until `signal` ends it; nothing while the region file has no feeds. Never rejects. */
export function startPublishing(hub: Hub, signal: AbortSignal): Promise<void> {
  const publication = hub.derive(({ region }) => toPublication(region));
  return startFeedPublisher({
    db: hub.store.jobs,
    publication,
    clock: () => new Date(),
    logger: hub.logger.child({ part: 'feeds' }),
    signal,
  }).done;
}

function toPublication(region: Region): FeedPublication | null {
  const { feeds } = region;
  if (feeds === undefined) return null;
  return {
    region: region.id,
    scope: { systems: region.systems.map(({ id }) => id), libraries: region.libraries.map(({ id }) => id) },
    renderer: createFeedRenderer(region, shelfNamesOf),
    withheld: feeds.withheld,
    holdPercent: feeds.holdPercent,
    keepDays: feeds.keepDays,
  };
}

/**
 * Finds out whether a backup was restored, before harvest gives ids to new editions: they would come again for others than
 * those to whom discovery systems know them. Never rejects: the publisher asks once more.
 */
export async function noticeRestoredBackup({ store, logger }: Pick<Hub, 'store' | 'logger'>): Promise<void> {
  try {
    if (await ensureEpoch(store.db, new Date())) logger.warn('a restored database: the feeds begin again');
  } catch (error) {
    logger.warn({ err: error }, 'it is not known whether the database was restored from a backup');
  }
}
