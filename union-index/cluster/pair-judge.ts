import type { MatchFacts } from '../match/compare-pair.ts';
import { compareFacts, findVetoes } from '../match/compare-pair.ts';

/** A record to be clustered. */
export interface Candidate {
  readonly record: number;
  /** `<system> <local id>`: the same in every run and every load order, where `record` is not. */
  readonly sortKey: string;
  readonly facts: MatchFacts;
}

/** Says of two records what clustering must know. Both answers depend on the two records alone, not on their order. */
export interface PairJudge {
  /** How much speaks for the two being one edition, in thousandths; null where they are not joined, or share no key. */
  linkWeight(a: Candidate, b: Candidate): number | null;
  /** Whether the two must not stand in one edition, whatever joins them to others of it. */
  forbids(a: Candidate, b: Candidate): boolean;
}

/** Keys in `ignoredKeys` are no evidence: too many records share them. */
export function createPairJudge(ignoredKeys: ReadonlySet<string>): PairJudge {
  return {
    linkWeight(a, b) {
      if (!sharesKey(a, b, ignoredKeys)) return null;
      const [first, second] = inOrder(a, b);
      const { same, weight } = compareFacts(first.facts, second.facts, ignoredKeys);
      // Rounded, so that the order of a sum does not decide.
      return same ? Math.round(weight * 1000) : null;
    },
    forbids(a, b) {
      const [first, second] = inOrder(a, b);
      return findVetoes(first.facts, second.facts).length > 0;
    },
  };
}

function sharesKey(a: Candidate, b: Candidate, ignoredKeys: ReadonlySet<string>): boolean {
  return a.facts.keys.some((key) => b.facts.keys.includes(key) && !ignoredKeys.has(key));
}

/** Sums of floating-point numbers may differ with their order. */
function inOrder(a: Candidate, b: Candidate): readonly [Candidate, Candidate] {
  return a.sortKey <= b.sortKey ? [a, b] : [b, a];
}
