/** A group of records that is one edition, in the order of sort keys. */
export interface Cluster {
  readonly records: readonly number[];
  /** Sort key of its first record: tells clusters apart in every run alike. */
  readonly sortKey: string;
}

export interface Assignment {
  /** The edition's id for each cluster, in the order given; null if it needs a new one. */
  readonly ids: readonly (number | null)[];
  /** Old editions with an id that no cluster took over. */
  readonly gone: readonly number[];
}

/**
 * Gives clusters the ids of the editions that their records were in. A merged edition keeps the id of the one with most
 * records, then the lowest; of a split edition the part with most records keeps it, then the first by sort key.
 * `before` says for each record the edition that it was in.
 */
export function assignEditions(clusters: readonly Cluster[], before: ReadonlyMap<number, number>): Assignment {
  const overlaps: { readonly cluster: number; readonly edition: number; readonly records: number }[] = [];
  for (const [cluster, { records }] of clusters.entries()) {
    const counts = new Map<number, number>();
    for (const record of records) {
      const edition = before.get(record);
      if (edition !== undefined) counts.set(edition, (counts.get(edition) ?? 0) + 1);
    }
    for (const [edition, count] of counts) overlaps.push({ cluster, edition, records: count });
  }
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
  const gone = [...new Set(before.values())].filter((edition) => !taken.has(edition)).sort((a, b) => a - b);
  return { ids, gone };
}
