import type { RedirectRow } from '../repositories/editions.ts';

/** A group of records that is one edition, in the order of sort keys. */
export interface Cluster {
  readonly records: readonly number[];
  /** Sort key of its first record: tells clusters apart in every run alike. */
  readonly sortKey: string;
}

/** The edition that a record was in before it left the index. */
export interface FormerEdition {
  readonly edition: number;
  /** Whether no record is in it now. */
  readonly isGone: boolean;
}

export interface Assignment {
  /** The edition's id for each cluster, in the order given; null if it needs a new one. */
  readonly ids: readonly (number | null)[];
  /** Old editions with an id that no cluster took over. */
  readonly gone: readonly number[];
  /** Ids of editions that were gone, and are there again. */
  readonly takenUp: readonly number[];
  /** Where the ids of editions lead that were gone, and of which a record returned into another. */
  readonly redirects: readonly RedirectRow[];
}

/** So many records of a cluster are, or were, in an edition. */
interface Overlap {
  readonly cluster: number;
  readonly edition: number;
  readonly records: number;
}

const NONE: ReadonlyMap<number, FormerEdition> = new Map();

/**
 * Gives clusters the ids of the editions that their records were in. A merged edition keeps the id of the one with most
 * records, then the lowest; of a split edition the part with most records keeps it, then the first by sort key.
 * `before` says for each record the edition that it was in. A record that returns (`former`) counts for the edition that it
 * had left, if nobody else has its id now or its cluster has it anyway.
 */
export function assignEditions(
  clusters: readonly Cluster[],
  before: ReadonlyMap<number, number>,
  former: ReadonlyMap<number, FormerEdition> = NONE,
): Assignment {
  const overlaps = clusters.flatMap(({ records }, cluster) =>
    [...countEditions(records, before, former)].map(([edition, count]): Overlap => ({
      cluster,
      edition,
      records: count,
    })),
  );
  const keyOf = (cluster: number): string => clusters[cluster]?.sortKey ?? '';
  overlaps.sort(
    (a, b) => b.records - a.records || a.edition - b.edition || (keyOf(a.cluster) < keyOf(b.cluster) ? -1 : 1),
  );
  const ids: (number | null)[] = clusters.map(() => null);
  const taken = new Set<number>();
  for (const { cluster, edition } of overlaps) {
    if (ids[cluster] !== null || taken.has(edition)) continue;
    ids[cluster] = edition;
    taken.add(edition);
  }
  const known = new Set(before.values());
  const redirects = new Map<number, number>();
  for (const { cluster, edition } of overlaps) {
    const target = ids[cluster] ?? null;
    if (known.has(edition) || taken.has(edition) || redirects.has(edition) || target === null) continue;
    redirects.set(edition, target);
  }
  return {
    ids,
    gone: [...known].filter((edition) => !taken.has(edition)).sort((a, b) => a - b),
    takenUp: [...taken].filter((edition) => !known.has(edition)),
    redirects: [...redirects].map(([id, target]) => ({ id, target })),
  };
}

/** How many of the records are in each edition, or return to it. */
function countEditions(
  records: readonly number[],
  before: ReadonlyMap<number, number>,
  former: ReadonlyMap<number, FormerEdition>,
): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  const count = (edition: number): void => {
    counts.set(edition, (counts.get(edition) ?? 0) + 1);
  };
  for (const record of records) {
    const edition = before.get(record);
    if (edition !== undefined) count(edition);
  }
  for (const record of records) {
    const left = former.get(record);
    if (left !== undefined && (left.isGone || counts.has(left.edition))) count(left.edition);
  }
  return counts;
}
