import { createHelperThread } from '#platform/helper-thread.ts';
import type { Logger } from '#platform/logger.ts';
import { weighPairs, type PairsToWeigh } from './weigh-pairs.ts';

/**
 * Weighs the pairs of a batch apart. At a large load a second thread does it: comparing is more than half of what matching
 * costs this one, which has editions to make meanwhile.
 */
export interface PairWeigher {
  /** See {@link weighPairs}. */
  weigh(pairs: PairsToWeigh): Promise<Float64Array>;
}

export function createPairWeigher(logger: Logger): PairWeigher {
  const thread = createHelperThread(new URL('weigh-worker.ts', import.meta.url), weighPairs, (error) => {
    logger.warn({ err: error }, 'a thread could not compare records, so this one does');
  });
  return { weigh: (pairs) => thread.ask(pairs) };
}
