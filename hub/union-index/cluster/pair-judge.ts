import { keyNumber } from '#store/key-number.ts';
import type { RecordRuling } from '../repositories/rulings.ts';
import type { KeySet } from '../match/match-keys.ts';
import { findJoiningWeight, forbidsPair, type MatchView } from '../match/score-pair.ts';

export interface Candidate {
  readonly record: number;
  /** `<system> <local id>`: the same in every run and every load order, where `record` is not. */
  readonly sortKey: string;
  readonly facts: MatchView;
}

export type PairJudge = ReturnType<typeof createPairJudge>;

/** The weight of a ruling that two are one edition: above any that matching can find. */
export const RULED_WEIGHT = 1_000_000;

/**
 * Judges two records for clustering. Every answer depends only on the two records, not on their order. Keys whose numbers are in
 * `ignored` are no evidence: too many records share them. Rulings go before everything.
 */
export function createPairJudge(ignored: ReadonlySet<number>, rulings: readonly RecordRuling[] = []) {
  const ignoredKeys = toKeySet(ignored);
  const ruled = new Map(rulings.map(({ a, b, decision }) => [pairName(a, b), decision]));
  const rulingOf = (a: Candidate, b: Candidate): RecordRuling['decision'] | undefined =>
    ruled.size === 0 ? undefined : ruled.get(pairName(a.record, b.record));
  /** The same as `linkWeight` from a ruling; undefined if there is none. */
  const ruledWeight = (a: Candidate, b: Candidate): number | null | undefined => {
    const ruling = rulingOf(a, b);
    if (ruling === undefined) return undefined;
    return ruling === 'SAME' ? RULED_WEIGHT : null;
  };
  return {
    ruledWeight,
    /**
     * The match weight (log-odds that both are one edition), in thousandths; null if they are not joined. Only two records
     * that share a key that counts, or that have a ruling, may be joined: the caller must pass no others.
     */
    linkWeight(a: Candidate, b: Candidate): number | null {
      const ruled = ruledWeight(a, b);
      if (ruled !== undefined) return ruled;
      const [first, second] = inOrder(a, b);
      return weighInOrder(first.facts, second.facts, ignoredKeys);
    },
    /** Whether a ruling decides over them, which needs no key. */
    isRuled: (a: Candidate, b: Candidate) => rulingOf(a, b) !== undefined,
    /** Whether the two share a key that counts. */
    sharesKey: (a: Candidate, b: Candidate) =>
      a.facts.keys.some((key) => b.facts.keys.includes(key) && !ignoredKeys.has(key)),
    /** Whether the two must not be in one edition, whatever joins them to others of it. */
    forbids(a: Candidate, b: Candidate) {
      const ruling = rulingOf(a, b);
      if (ruling !== undefined) return ruling === 'DIFFERENT';
      const [first, second] = inOrder(a, b);
      return forbidsPair(first.facts, second.facts, ignoredKeys);
    },
    /** Whether a ruling says that they are not one edition, which alone outweighs rulings that join others. */
    isRuledDifferent: (a: Candidate, b: Candidate) => rulingOf(a, b) === 'DIFFERENT',
  };
}

/**
 * The match weight of two records, in thousandths; null if they are not joined. The one whose sort key
 * is the lower comes first: sums of floating-point numbers may differ with their order.
 */
export function weighInOrder(first: MatchView, second: MatchView, ignoredKeys: KeySet): number | null {
  const weight = findJoiningWeight(first, second, ignoredKeys);
  return weight === null ? null : Math.round(weight * 1000);
}

/** As matching asks for keys: by their text. */
export function toKeySet(numbers: ReadonlySet<number>): KeySet {
  return { has: (key) => numbers.size > 0 && numbers.has(keyNumber(key)) };
}

function pairName(a: number, b: number): string {
  return a < b ? `${String(a)} ${String(b)}` : `${String(b)} ${String(a)}`;
}

/** The one first whose sort key is the lower. */
export function inOrder<T extends Pick<Candidate, 'sortKey'>>(a: T, b: T): readonly [T, T] {
  return a.sortKey <= b.sortKey ? [a, b] : [b, a];
}
