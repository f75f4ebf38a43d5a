import type { MatchFacts } from '../match/compare-pair.ts';
import { compareFacts, findVetoes } from '../match/compare-pair.ts';

/** A record to be clustered. */
export interface Candidate {
  readonly record: number;
  /** `<system> <local id>`: the same in every run and every load order, where `record` is not. */
  readonly sortKey: string;
  readonly facts: MatchFacts;
}

/** Two records that belong together, and how much speaks for it. Places in the sorted list. */
interface Link {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
}

const WITHOUT_KEYS: ReadonlySet<string> = new Set();

/**
 * Parts records into editions, a function of the records alone: strongest links first, ties by sort key, and two groups
 * become one only where no record of one is vetoed by any record of the other. `pairs` are the pairs that share a key
 * that counts; `ignoredKeys` are no evidence. Groups and their members come sorted by sort key.
 */
export function clusterCandidates(
  candidates: readonly Candidate[],
  sharing: ReadonlyMap<string, readonly number[]>,
  ignoredKeys: ReadonlySet<string> = WITHOUT_KEYS,
): readonly (readonly Candidate[])[] {
  const sorted = [...candidates].sort((a, b) => compareText(a.sortKey, b.sortKey));
  const links = findLinks(sorted, sharing, ignoredKeys);
  const groups = sorted.map((_, place) => [place]);
  const groupOf = sorted.map((_, place) => place);
  const vetoed = createVetoMemo(sorted);
  for (const link of links) {
    const into = groupOf[link.a];
    const from = groupOf[link.b];
    if (into === undefined || from === undefined || into === from) continue;
    const first = groups[into] ?? [];
    const second = groups[from] ?? [];
    if (first.some((a) => second.some((b) => vetoed(a, b)))) continue;
    groups[into] = [...first, ...second];
    groups[from] = [];
    for (const place of second) groupOf[place] = into;
  }
  return groups
    .filter((group) => group.length > 0)
    .map((group) => [...group].sort((a, b) => a - b))
    .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))
    .map((group) => group.map((place) => sorted[place]).filter((candidate) => candidate !== undefined));
}

/** `a` before `b` by code units: never by locale, because that differs between machines. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function findLinks(
  sorted: readonly Candidate[],
  sharing: ReadonlyMap<string, readonly number[]>,
  ignoredKeys: ReadonlySet<string>,
): readonly Link[] {
  const placeOf = new Map(sorted.map((candidate, place) => [candidate.record, place]));
  const seen = new Set<number>();
  const links: Link[] = [];
  for (const records of sharing.values()) {
    const places = records.map((record) => placeOf.get(record)).filter((place) => place !== undefined);
    places.sort((a, b) => a - b);
    for (const [index, a] of places.entries()) {
      for (const b of places.slice(index + 1)) {
        const pair = a * sorted.length + b;
        if (seen.has(pair)) continue;
        seen.add(pair);
        const link = toLink(sorted, a, b, ignoredKeys);
        if (link !== null) links.push(link);
      }
    }
  }
  return links.sort((x, y) => y.weight - x.weight || x.a - y.a || x.b - y.b);
}

function toLink(sorted: readonly Candidate[], a: number, b: number, ignoredKeys: ReadonlySet<string>): Link | null {
  const first = sorted[a];
  const second = sorted[b];
  if (first === undefined || second === undefined) return null;
  const { same, weight } = compareFacts(first.facts, second.facts, ignoredKeys);
  // Rounded, so that the order of a sum does not decide.
  return same ? { a, b, weight: Math.round(weight * 1000) } : null;
}

function createVetoMemo(sorted: readonly Candidate[]): (a: number, b: number) => boolean {
  const known = new Map<number, boolean>();
  return (a, b) => {
    const pair = a < b ? a * sorted.length + b : b * sorted.length + a;
    const before = known.get(pair);
    if (before !== undefined) return before;
    const first = sorted[a];
    const second = sorted[b];
    const vetoed = first !== undefined && second !== undefined && findVetoes(first.facts, second.facts).length > 0;
    known.set(pair, vetoed);
    return vetoed;
  };
}
