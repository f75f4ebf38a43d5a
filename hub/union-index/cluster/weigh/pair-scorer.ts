import { createHelperThread } from '#platform/helper-thread.ts';
import type { Logger } from '#platform/logger.ts';
import { weighPairs, type PairsToWeigh } from './weigh-pairs.ts';

/**
 * Weighs the pairs of a batch in a second thread. Used for a large load: comparing is more than half of the cost of
 * matching, and this thread can make editions at the same time.
 */
export interface PairScorer {
  /** The match weights of the pairs; see {@link weighPairs}. */
  weigh(pairs: PairsToWeigh): Promise<Float64Array>;
}

export function createPairScorer(logger: Logger): PairScorer {
  const thread = createHelperThread(new URL('weigh-worker.ts', import.meta.url), weighPairs, (error) => {
    logger.warn({ err: error }, 'a helper thread could not compare records; the main thread does it');
  });
  return { weigh: (pairs) => thread.ask(pairs) };
}
