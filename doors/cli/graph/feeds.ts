/** What a region passes on to discovery systems, by the region file of the moment. */
import { shelfNamesOf } from '#adapters/registry.ts';
import { createFeedRenderer, readDatabaseClock } from '#feed-log/index.ts';
import { startFeedPublisher, type FeedPublication } from '#feed-log/publish/index.ts';
import { hiddenPairs, pairKey } from '#domain/move-phases.ts';
import type { Region } from '#domain/region.ts';
import type { Hub } from './hub.ts';

/** Publishes what harvest commits until `signal` ends it; nothing while the region file has no feeds. Never rejects. */
export function startPublishing(hub: Hub, signal: AbortSignal): Promise<void> {
  const publication = hub.derive(({ region }) => toPublication(region));
  return startFeedPublisher({
    db: hub.store.jobs,
    // Until then nobody knows which copies of a moving library are hidden.
    publication: () => (hub.phases.areKnown() ? publication() : 'NOT_YET'),
    clock: readDatabaseClock,
    logger: hub.logger.child({ part: 'feeds' }),
    signal,
  });
}

/** Null if the region file passes nothing on. */
export function toPublication(region: Region): FeedPublication | null {
  const { feeds } = region;
  if (feeds === undefined) return null;
  const hidden = hiddenPairs(region).map(pairKey);
  const renderer = createFeedRenderer(region, shelfNamesOf);
  return {
    region: region.id,
    scope: {
      systems: region.systems.map(({ id }) => id),
      libraries: region.libraries.map(({ id }) => id),
      hidden,
    },
    // What is passed on changes with what a moving library has at which system. Before `WITHOUT`, titles that it alone has there were, too.
    renderer: hidden.length === 0 ? renderer : { ...renderer, rules: [renderer.rules, 'WITHOUT', ...hidden].join(' ') },
    withheld: feeds.withheld,
    holdPercent: feeds.holdPercent,
    keepDays: feeds.keepDays,
  };
}
