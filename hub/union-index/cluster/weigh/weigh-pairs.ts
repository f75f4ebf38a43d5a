import { parseDescription } from '../../description.ts';
import { toMatchView, type MatchView } from '../../match/score-pair.ts';
import { toKeySet, weighInOrder } from '../pair-judge.ts';
import { createHelperThread } from '#platform/helper-thread.ts';
import type { Logger } from '#platform/logger.ts';

/** Pairs of records in a form that travels cheaply between threads. */
export interface PairsToWeigh {
  /** `RecordDescription`s as JSON. */
  readonly descriptions: readonly string[];
  /** Two places among the descriptions for each pair, the record first whose sort key is the lower. */
  readonly pairs: Uint32Array;
  /** Keys that are no evidence, as the store keeps them. */
  readonly ignored: Float64Array;
}

/** The match weight of each pair (log-odds that both are one edition), in thousandths; NaN if the two are not joined. */
export function weighPairs({ descriptions, pairs, ignored }: PairsToWeigh): Float64Array {
  const ignoredKeys = toKeySet(new Set(ignored));
  const views = descriptions.map((): MatchView | null => null);
  const viewOf = (place: number): MatchView =>
    (views[place] ??= toMatchView(parseDescription(descriptions[place] ?? '')));
  return Float64Array.from({ length: pairs.length / 2 }, (_, pair) => {
    const [first, second] = [viewOf(pairs[2 * pair] ?? 0), viewOf(pairs[2 * pair + 1] ?? 0)];
    return weighInOrder(first, second, ignoredKeys) ?? Number.NaN;
  });
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
  return { weigh: (pairs: PairsToWeigh) => thread.ask(pairs) };
}
