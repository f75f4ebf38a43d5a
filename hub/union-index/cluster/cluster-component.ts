import { compareText } from './compare-text.ts';
import type { LinkRow } from '../repositories/links.ts';
import { RULED_WEIGHT, type Candidate, type PairJudge } from './pair-judge.ts';

/**
 * Groups records into editions. The result depends only on the records and their links: the strongest links come first,
 * ties by sort key, and two groups are joined only if no record of one is forbidden with any record of the other. So a
 * chain of similar records never joins two that differ; a chain of rulings does, unless a ruling forbids it. Groups and
 * their members are sorted by sort key.
 */
export function clusterComponent<Record extends Candidate>(
  candidates: readonly Record[],
  links: readonly LinkRow[],
  judge: PairJudge,
): readonly (readonly Record[])[] {
  const sorted = [...candidates].sort((a, b) => compareText(a.sortKey, b.sortKey));
  const placed = placeLinks(sorted, links);
  const forbidden = createVetoMemo(sorted, placed, judge);
  const ruledApart = (a: number, b: number): boolean => {
    const [first, second] = [sorted[a], sorted[b]];
    return first !== undefined && second !== undefined && judge.isRuledDifferent(first, second);
  };
  const groups = sorted.map((_, place) => [place]);
  const groupOf = sorted.map((_, place) => place);
  for (const link of placed) {
    const into = groupOf[link.a];
    const from = groupOf[link.b];
    if (into === undefined || from === undefined || into === from) continue;
    const first = groups[into] ?? [];
    const second = groups[from] ?? [];
    const apart = link.weight >= RULED_WEIGHT ? ruledApart : forbidden;
    if (first.some((a) => second.some((b) => apart(a, b)))) continue;
    groups[into] = [...first, ...second];
    groups[from] = [];
    for (const place of second) groupOf[place] = into;
  }
  return groups
    .filter((group) => group.length > 0)
    .map((group) => group.sort((a, b) => a - b))
    .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))
    .map((group) => group.map((place) => sorted[place]).filter((candidate) => candidate !== undefined));
}

/** The same links between places in the sorted list, strongest first. */
function placeLinks(sorted: readonly Candidate[], links: readonly LinkRow[]): readonly LinkRow[] {
  const placeOf = new Map(sorted.map((candidate, place) => [candidate.record, place]));
  const placed: LinkRow[] = [];
  for (const { a, b, weight } of links) {
    const [first, second] = [placeOf.get(a), placeOf.get(b)];
    if (first === undefined || second === undefined) continue;
    placed.push({ a: Math.min(first, second), b: Math.max(first, second), weight });
  }
  return placed.sort((x, y) => y.weight - x.weight || x.a - y.a || x.b - y.b);
}

/** Two that are linked forbid each other nothing, so only the others are judged, and once. */
function createVetoMemo(
  sorted: readonly Candidate[],
  links: readonly LinkRow[],
  judge: PairJudge,
): (a: number, b: number) => boolean {
  const pairOf = (a: number, b: number): number => (a < b ? a * sorted.length + b : b * sorted.length + a);
  const known = new Map(links.map(({ a, b }) => [pairOf(a, b), false]));
  return (a, b) => {
    const pair = pairOf(a, b);
    const before = known.get(pair);
    if (before !== undefined) return before;
    const first = sorted[a];
    const second = sorted[b];
    const forbidden = first !== undefined && second !== undefined && judge.forbids(first, second);
    known.set(pair, forbidden);
    return forbidden;
  };
}
