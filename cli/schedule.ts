import type { HarvestProgress, HarvestScheduleOptions } from '#union-index/harvest/index.ts';
import type { Hub } from './assemble.ts';

/** What the harvest schedule of a hub runs with: every system that can be harvested, at its own interval. */
export function scheduleOptions(
  { store, ingest, holder, logger, region, adapters }: Hub,
  signal: AbortSignal,
  onProgress: ((progress: HarvestProgress) => void) | null,
): HarvestScheduleOptions {
  const systems = region.systems.flatMap(({ id, harvest }) => {
    const adapter = adapters.get(id);
    return adapter?.harvest === undefined
      ? []
      : [{ adapter, everySeconds: harvest.everySeconds, fullEverySeconds: harvest.fullEverySeconds }];
  });
  const clock = (): Date => new Date();
  return {
    db: store.db,
    ingest,
    holder,
    clock,
    logger,
    signal,
    systems,
    ...(onProgress === null ? {} : { onProgress }),
  };
}
