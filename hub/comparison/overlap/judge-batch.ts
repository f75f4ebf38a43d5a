/** Judges pairs of records: pure work, for a thread of its own. */
import { keyNumber } from '#store/key-number.ts';
import { judgeEach, type PairBatch } from '#union-index/match/pair-batch.ts';
import { judgePair } from '#union-index/match/score-pair.ts';
import { isVetoed } from '#union-index/match/vetoes.ts';

/**
 * For each pair the probability that the two are one edition, between 0 and 1; minus it where matching cannot say, and NaN
 * where they are two.
 */
export function judgeBatch(batch: PairBatch): Float64Array {
  const numbers = new Set(batch.ignored);
  const ignoredKeys = { has: (key: string) => numbers.size > 0 && numbers.has(keyNumber(key)) };
  return judgeEach(batch, (a, b) => {
    // Most pairs that share no more than the start of a title are forbidden, and need not be weighed.
    if (isVetoed(a, b)) return null;
    const { decision, probability } = judgePair(a, b, ignoredKeys);
    if (decision === 'DIFFERENT') return null;
    return decision === 'SAME' ? probability : -probability;
  });
}
