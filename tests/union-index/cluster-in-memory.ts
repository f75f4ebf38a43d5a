import { keyNumber } from '#store/key-number.ts';
import { clusterComponent } from '#union-index/cluster/cluster-component.ts';
import type { LinkRow } from '#union-index/repositories/links.ts';
import type { Candidate } from '#union-index/cluster/pair-judge.ts';
import { createPairJudge } from '#union-index/cluster/pair-judge.ts';
import { PairSet } from '#union-index/cluster/judge-pairs.ts';

/** Editions as the index makes them, out of records at hand; keys that more than `keyCap` share are no evidence. */
export function clusterInMemory(candidates: readonly Candidate[], keyCap: number): readonly (readonly Candidate[])[] {
  const sharing = new Map<string, number[]>();
  for (const { record, facts } of candidates) {
    for (const key of facts.keys) sharing.set(key, [...(sharing.get(key) ?? []), record]);
  }
  const ignored = new Set([...sharing].filter(([, records]) => records.length > keyCap).map(([key]) => key));
  const judge = createPairJudge(new Set([...ignored].map(keyNumber)));
  const byId = new Map(candidates.map((candidate) => [candidate.record, candidate]));
  const pairs = new PairSet();
  for (const [key, records] of sharing) if (!ignored.has(key)) pairs.addTouched(records, new Set(records));
  const links: LinkRow[] = [];
  for (const [a, b] of pairs) {
    const [first, second] = [byId.get(a), byId.get(b)];
    const weight = first === undefined || second === undefined ? null : judge.linkWeight(first, second);
    if (weight !== null) links.push({ a, b, weight });
  }
  return clusterComponent(candidates, links, judge);
}
