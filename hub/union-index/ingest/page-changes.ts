/** What a page changes, against what the store has. */
import type { ProfileRow } from '../repositories/record-profiles.ts';
import type { RecordHead } from '../repositories/records.ts';
import type { UnmatchedRow } from '../repositories/unmatched.ts';
import { RULES_VERSION } from '../description.ts';
import type { CondensedDescription, CondensedPage } from '../ingest-contract.ts';
import type { PreparedRecord, Preparer } from './prepare/prepare-record.ts';

/** A record of the page that is not in the store as it is, with what was read out of it. */
export interface ChangedRecord {
  readonly harvested: CondensedDescription;
  readonly prepared: PreparedRecord;
}

export type PageRecords = ReturnType<typeof lastOfEach>;

/** A page may bring a record twice, or bring it and delete it: what comes last is true. */
export function lastOfEach(page: CondensedPage) {
  const described = new Map<string, CondensedDescription>();
  const deleted = new Set<string>();
  for (const record of page.records) {
    if (record.deleted) {
      described.delete(record.localId);
      deleted.add(record.localId);
    } else {
      described.set(record.localId, record);
      deleted.delete(record.localId);
    }
  }
  return { described, deleted };
}

export async function findChanged(
  preparer: Preparer,
  described: readonly CondensedDescription[],
  heads: ReadonlyMap<string, RecordHead>,
): Promise<readonly ChangedRecord[]> {
  const prepared = await preparer.prepare(
    described.map(({ localId, text, marcAt }) => {
      const head = heads.get(localId);
      const isCurrent = head !== undefined && !head.deleted && head.rules === RULES_VERSION;
      return { known: isCurrent ? head.digest : null, text, marcAt };
    }),
  );
  const changed: ChangedRecord[] = [];
  for (const [place, harvested] of described.entries()) {
    const own = prepared[place] ?? null;
    if (own !== null) changed.push({ harvested, prepared: own });
  }
  return changed;
}

/** Public records that are new to the index, with the first of their keys for a place to wait. */
export function findWaiting(
  changed: readonly ChangedRecord[],
  heads: ReadonlyMap<string, RecordHead>,
  ids: ReadonlyMap<string, number>,
): readonly UnmatchedRow[] {
  return changed.flatMap(({ harvested: { localId, visibility }, prepared: { keys } }) => {
    const record = ids.get(localId);
    if (record === undefined || heads.has(localId) || visibility !== 'PUBLIC') return [];
    return [{ record, place: keys[0] ?? 0 }];
  });
}

/** What can be counted of the records that changed, whoever may see them. */
export function toProfileRows(
  system: number,
  changed: readonly ChangedRecord[],
  ids: ReadonlyMap<string, number>,
): readonly ProfileRow[] {
  return changed.flatMap(({ harvested: { localId }, prepared: { profile } }) => {
    const record = ids.get(localId);
    return record === undefined ? [] : [{ ...profile, record, system }];
  });
}

/** Numbers of the records that the store has, of those that are wanted. */
export function idsOf(
  localIds: Iterable<string>,
  heads: ReadonlyMap<string, RecordHead>,
  isWanted: (head: RecordHead) => boolean = () => true,
): readonly number[] {
  return [...localIds].flatMap((localId) => {
    const head = heads.get(localId);
    return head !== undefined && isWanted(head) ? [head.id] : [];
  });
}
