/** Judges pairs of records: pure work, for a thread of its own. */
import { keyNumber } from '#store/key-number.ts';
import { parseDescription } from '#union-index/description.ts';
import { judgePair, toMatchView, type MatchView } from '#union-index/match/score-pair.ts';
import { isVetoed } from '#union-index/match/vetoes.ts';

export interface PairsToJudge {
  /** `RecordDescription`s as JSON. */
  readonly descriptions: readonly string[];
  /** Two places among the descriptions for each pair. */
  readonly pairs: Uint32Array;
  /** Keys that are no evidence, as the store keeps them (`keyNumber`). */
  readonly ignored: Float64Array;
}

/**
 * For each pair the probability that the two are one edition, between 0 and 1; minus it where matching cannot say, and NaN
 * where they are two.
 */
export function judgeBatch({ descriptions, pairs, ignored }: PairsToJudge): Float64Array {
  const numbers = new Set(ignored);
  const ignoredKeys = { has: (key: string) => numbers.size > 0 && numbers.has(keyNumber(key)) };
  const views = descriptions.map((): MatchView | null => null);
  const viewOf = (place: number): MatchView =>
    (views[place] ??= toMatchView(parseDescription(descriptions[place] ?? '')));
  return Float64Array.from({ length: pairs.length / 2 }, (_, pair) => {
    const [a, b] = [viewOf(pairs[2 * pair] ?? 0), viewOf(pairs[2 * pair + 1] ?? 0)];
    // Most pairs that share no more than the start of a title are forbidden, and need not be weighed.
    if (isVetoed(a, b)) return Number.NaN;
    const { decision, probability } = judgePair(a, b, ignoredKeys);
    if (decision === 'DIFFERENT') return Number.NaN;
    return decision === 'SAME' ? probability : -probability;
  });
}
