import { judgeEach, type PairBatch } from '../../match/pair-batch.ts';
import { toKeySet, weighInOrder } from '../pair-judge.ts';
import { createHelperThread } from '#platform/helper-thread.ts';
import type { Logger } from '#platform/logger.ts';

/** The match weight of each pair (log-odds that both are one edition), in thousandths; NaN if the two are not joined. */
export function weighPairs(batch: PairBatch): Float64Array {
  const ignoredKeys = toKeySet(new Set(batch.ignored));
  return judgeEach(batch, (first, second) => weighInOrder(first, second, ignoredKeys));
}

export type PairScorer = ReturnType<typeof createPairScorer>;

/**
 * Weighs the pairs of a batch in a second thread, as {@link weighPairs} does. Used for a large load: comparing is more than half
 * of the cost of matching, and this thread can make editions at the same time.
 */
export function createPairScorer(logger: Logger) {
  const thread = createHelperThread(new URL('weigh-worker.ts', import.meta.url), weighPairs, (error) => {
    logger.warn({ err: error }, 'a helper thread could not compare records; the main thread does it');
  });
  return { weigh: (pairs: PairBatch) => thread.ask(pairs) };
}
