import type { MatchView } from './score-pair.ts';
import { forbidsPair, judgePair, toMatchView } from './score-pair.ts';

/** What clustering asks of two records: whether they link, how strongly, and whether they forbid each other. */
export type MatchFacts = MatchView;

export const toMatchFacts = toMatchView;

export function compareFacts(
  a: MatchFacts,
  b: MatchFacts,
  ignoredKeys: ReadonlySet<string>,
): { readonly same: boolean; readonly weight: number } {
  const { decision, weight } = judgePair(a, b, ignoredKeys);
  return { same: decision === 'SAME', weight };
}

/** Not empty where the two must not stand in one edition. */
export function findVetoes(a: MatchFacts, b: MatchFacts): readonly 'forbidden'[] {
  return forbidsPair(a, b) ? ['forbidden'] : [];
}
