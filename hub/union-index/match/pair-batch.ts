/** Many pairs of records, in a form that travels cheaply between threads. */
import { parseDescription } from '../description.ts';
import { toMatchView, type MatchView } from './score-pair.ts';

export interface PairBatch {
  /** `RecordDescription`s as JSON. */
  readonly descriptions: readonly string[];
  /** Two places among the descriptions for each pair, the record first whose sort key is the lower. */
  readonly pairs: Uint32Array;
  /** Keys that are no evidence, as the store keeps them (`keyNumber`). */
  readonly ignored: Float64Array;
}

/** What `judge` gives for each pair; NaN for null. */
export function judgeEach(
  { descriptions, pairs }: PairBatch,
  judge: (first: MatchView, second: MatchView) => number | null,
): Float64Array {
  const views = descriptions.map((): MatchView | null => null);
  const viewOf = (place = 0): MatchView => (views[place] ??= toMatchView(parseDescription(descriptions[place] ?? '')));
  return Float64Array.from(
    { length: pairs.length / 2 },
    (_, pair) => judge(viewOf(pairs[2 * pair]), viewOf(pairs[2 * pair + 1])) ?? Number.NaN,
  );
}
