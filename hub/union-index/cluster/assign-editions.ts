import type { RedirectRow, ChangeRow } from '../repositories/editions.ts';
import type { KnownEditionRow } from '../repositories/record-editions.ts';
import { foundedId } from './edition-ids.ts';

/** A group of records that is one edition, in the order of sort keys. */
export interface Cluster {
  readonly records: readonly number[];
  /** Sort key of its first record: the same cluster has the same key in every run. */
  readonly sortKey: string;
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
  /** Whether the first record of the cluster founded it. */
  readonly isFounded: boolean;
}

export type FormerEditions = ReadonlyMap<number, readonly Omit<KnownEditionRow, 'record'>[]>;

const NONE: FormerEditions = new Map();

/**
 * Gives clusters the ids of the editions that their records were in. A merged edition keeps the id of the one with most
 * records, then that of its first record, then the lowest; of a split edition the part with most records keeps it, then that of
 * the record that founded it, then the first by sort key.
 * `before` says for each record the edition that it was in. A record that returns (`former`) counts for the edition that it
 * had left, if nobody else has its id now or its cluster has it anyway. A cluster that none of this gives an id takes up one
 * that its records had before those, if nobody has it now: so the id of an edition that was merged comes back when they part.
 */
export function assignEditions(
  clusters: readonly Cluster[],
  before: ReadonlyMap<number, number>,
  former: FormerEditions = NONE,
): Assignment {
  const ids: (number | null)[] = clusters.map(() => null);
  const taken = new Set<number>();
  const take = (overlaps: readonly Overlap[]): void => {
    for (const { cluster, edition } of overlaps) {
      if (ids[cluster] !== null || taken.has(edition)) continue;
      ids[cluster] = edition;
      taken.add(edition);
    }
  };
  const last = countOverlaps(clusters, ({ records }) => findLast(records, before, former));
  take(last);
  const earlier = countOverlaps(clusters, ({ records }) => findEarlier(records, former));
  take(earlier);

  const known = new Set(before.values());
  const redirects = new Map<number, number>();
  for (const { cluster, edition } of [...last, ...earlier]) {
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

/** How many records of each cluster are for which edition; those that take an id first come first. */
function countOverlaps(
  clusters: readonly Cluster[],
  editionsOf: (cluster: Cluster) => readonly number[],
): readonly Overlap[] {
  const overlaps = clusters.flatMap((one, cluster) => {
    const counts = new Map<number, number>();
    for (const edition of editionsOf(one)) counts.set(edition, (counts.get(edition) ?? 0) + 1);
    const founded = counts.size === 0 ? null : foundedId(one.sortKey);
    return [...counts].map(([edition, records]): Overlap => ({
      cluster,
      edition,
      records,
      isFounded: edition === founded,
    }));
  });
  const keyOf = (cluster: number): string => clusters[cluster]?.sortKey ?? '';
  return overlaps.sort(
    (a, b) =>
      b.records - a.records ||
      Number(b.isFounded) - Number(a.isFounded) ||
      a.edition - b.edition ||
      (keyOf(a.cluster) < keyOf(b.cluster) ? -1 : 1),
  );
}

/** The edition that each record is in, or returns to. */
function findLast(
  records: readonly number[],
  before: ReadonlyMap<number, number>,
  former: FormerEditions,
): readonly number[] {
  const found = records.flatMap((record) => before.get(record) ?? []);
  const here = new Set(found);
  for (const record of records) {
    if (before.has(record)) continue;
    const left = former.get(record)?.find(({ isLast }) => isLast);
    if (left !== undefined && (left.isGone || here.has(left.edition))) {
      found.push(left.edition);
      here.add(left.edition);
    }
  }
  return found;
}

/** The editions that records were in before, and that are gone. */
function findEarlier(records: readonly number[], former: FormerEditions): readonly number[] {
  return records.flatMap((record) =>
    (former.get(record) ?? []).filter(({ isLast, isGone }) => isGone && !isLast).map(({ edition }) => edition),
  );
}

/** What to tell those who keep a copy, and where ids that are gone lead. `before` and `after` say for each record its edition. */
export function toChanges(
  written: readonly number[],
  gone: readonly number[],
  before: ReadonlyMap<number, number>,
  after: ReadonlyMap<number, number>,
) {
  const parts = countParts(before, after);
  const changes: ChangeRow[] = written.map((edition) => ({ edition, kind: 'CHANGED', replacedBy: [] }));
  const redirects: RedirectRow[] = [];
  const isGone = new Set(gone);
  for (const [edition, replacedBy] of parts) {
    if (!isGone.has(edition) && replacedBy.length > 1) changes.push({ edition, kind: 'SPLIT', replacedBy });
  }
  for (const edition of gone) {
    const replacedBy = parts.get(edition) ?? [];
    const [target] = replacedBy;
    if (target !== undefined) redirects.push({ id: edition, target });
    const kind = target === undefined ? 'WITHDRAWN' : replacedBy.length === 1 ? 'MERGED' : 'SPLIT';
    changes.push({ edition, kind, replacedBy });
  }
  return { changes, redirects };
}

/** For each old edition the editions that its records are in now, that with most of them first. */
function countParts(
  before: ReadonlyMap<number, number>,
  after: ReadonlyMap<number, number>,
): ReadonlyMap<number, readonly number[]> {
  const counts = new Map<number, Map<number, number>>();
  for (const [record, edition] of before) {
    const now = after.get(record);
    if (now === undefined) continue;
    const parts = counts.get(edition) ?? new Map<number, number>();
    parts.set(now, (parts.get(now) ?? 0) + 1);
    counts.set(edition, parts);
  }
  return new Map(
    [...counts].map(([edition, parts]) => [
      edition,
      [...parts].sort(([a, x], [b, y]) => y - x || a - b).map(([part]) => part),
    ]),
  );
}
