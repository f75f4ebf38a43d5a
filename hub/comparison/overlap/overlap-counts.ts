/** Numbers of titles from sets of holders: most titles are held by one of a few thousand sets of libraries. */

export interface HeldBy {
  readonly holders: readonly string[];
  readonly titles: number;
  /** Those of them that say too little to be matched. */
  readonly brief: number;
}

export interface OverlapCounts {
  /** What the titles have in common: a format, a language; empty for all titles. */
  readonly value: string;
  readonly titles: number;
  /** Titles, where editions of one work count once; 0 where works were not counted. */
  readonly works: number;
  /** By the number of holders: how many titles none has, one, two ... */
  readonly byHolders: readonly number[];
  readonly holders: readonly HolderCounts[];
  readonly pairs: readonly PairCounts[];
}

export interface HolderCounts {
  readonly id: string;
  readonly titles: number;
  /** Nobody else has the edition. */
  readonly alone: number;
  /** Two or three have it. */
  readonly scarce: number;
  /** Nobody else has any edition. */
  readonly aloneInAnyEdition: number;
  readonly brief: number;
  /** Titles on its books of which no copy can be found. */
  readonly notFound: number;
}

export interface PairCounts {
  readonly a: string;
  readonly b: string;
  readonly sameEdition: number;
  /** Works of which both have an edition, the same or not. */
  readonly anyEdition: number;
  /** Titles that one of the two has, and that say too little to know whether the other has them too. */
  readonly notJudgeable: number;
}

const SCARCE_MAX = 3;

type Sums = { -readonly [Name in keyof HolderCounts]: HolderCounts[Name] };

export function countSets(
  value: string,
  editions: readonly HeldBy[],
  works: readonly HeldBy[] = [],
  notFound: ReadonlyMap<string, number> = new Map(),
): OverlapCounts {
  const byHolders: number[] = [];
  const sums = new Map<string, Sums>();
  const sumsOf = (id: string): Sums => {
    const known = sums.get(id) ?? { id, titles: 0, alone: 0, scarce: 0, aloneInAnyEdition: 0, brief: 0, notFound: 0 };
    sums.set(id, known);
    return known;
  };
  for (const { holders, titles, brief } of editions) {
    byHolders[holders.length] = (byHolders[holders.length] ?? 0) + titles;
    for (const holder of holders.map(sumsOf)) {
      holder.titles += titles;
      holder.brief += brief;
      if (holders.length === 1) holder.alone += titles;
      else if (holders.length <= SCARCE_MAX) holder.scarce += titles;
    }
  }
  for (const { holders, titles } of works) {
    const [only] = holders;
    if (only !== undefined && holders.length === 1) sumsOf(only).aloneInAnyEdition += titles;
  }
  for (const [id, titles] of notFound) sumsOf(id).notFound += titles;
  const holders = [...sums.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return {
    value,
    titles: editions.reduce((total, { titles }) => total + titles, 0),
    works: works.reduce((total, { titles }) => total + titles, 0),
    byHolders: Array.from(byHolders, (titles: number | undefined) => titles ?? 0),
    holders,
    pairs: countPairs(holders, editions, works),
  };
}

/** Pairs that have nothing together are left out. */
function countPairs(
  holders: readonly HolderCounts[],
  editions: readonly HeldBy[],
  works: readonly HeldBy[],
): readonly PairCounts[] {
  const sameEdition = sumPairs(editions, ({ titles }) => titles);
  const anyEdition = sumPairs(works, ({ titles }) => titles);
  const briefTogether = sumPairs(editions, ({ brief }) => brief);
  return holders.flatMap((a, place) =>
    holders.slice(place + 1).flatMap((b) => {
      const pair = pairName(a.id, b.id);
      const notJudgeable = a.brief + b.brief - 2 * (briefTogether.get(pair) ?? 0);
      const same = sameEdition.get(pair) ?? 0;
      const any = anyEdition.get(pair) ?? 0;
      return same + any + notJudgeable === 0
        ? []
        : [{ a: a.id, b: b.id, sameEdition: same, anyEdition: any, notJudgeable }];
    }),
  );
}

/** Of each two that are in a set together, by {@link pairName}. */
export function sumPairs<Set extends { readonly holders: readonly string[] }>(
  sets: readonly Set[],
  weight: (set: Set) => number,
): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const set of sets) {
    const sorted = set.holders.toSorted();
    const titles = weight(set);
    if (titles === 0) continue;
    for (const [place, a] of sorted.entries()) {
      for (const b of sorted.slice(place + 1)) {
        const pair = pairName(a, b);
        sums.set(pair, (sums.get(pair) ?? 0) + titles);
      }
    }
  }
  return sums;
}

/** `a` is the lower. */
export const pairName = (a: string, b: string): string => `${a} ${b}`;
