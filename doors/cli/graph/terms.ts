import { startTermKeeper } from '#search/terms/index.ts';
import type { Hub } from './hub.ts';

/** Keeps the terms for suggestions, browsing and spelling until `signal` ends it. Never rejects. */
export function startKeepingTerms(hub: Hub, signal: AbortSignal): Promise<void> {
  return startTermKeeper({
    db: hub.store.jobs,
    clock: () => new Date(),
    logger: hub.logger.child({ part: 'terms' }),
    signal,
  });
}
