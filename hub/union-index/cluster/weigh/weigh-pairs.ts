import { parseDescription } from '../../description.ts';
import { toMatchView, type MatchView } from '../../match/score-pair.ts';
import { toKeySet, weighInOrder } from '../pair-judge.ts';

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
