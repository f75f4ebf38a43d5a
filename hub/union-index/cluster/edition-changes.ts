import type { ChangeRow, RedirectRow } from '../repositories/editions.ts';

/** What to tell those who keep a copy, and where ids that are gone lead. */
export interface EditionChanges {
  readonly changes: readonly ChangeRow[];
  readonly redirects: readonly RedirectRow[];
}

/** `before` and `after` say for each record the edition that it was in, and is in. */
export function toChanges(
  written: readonly number[],
  gone: readonly number[],
  before: ReadonlyMap<number, number>,
  after: ReadonlyMap<number, number>,
): EditionChanges {
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
