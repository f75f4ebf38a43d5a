import { findDescriptions, type StoredDescription } from '../repositories/public-descriptions.ts';
import type { Tx } from '#store/tables.ts';
import { parseDescription, type RecordDescription } from '../description.ts';
import { toMatchView, type MatchView } from '../match/score-pair.ts';
import type { Candidate } from './pair-judge.ts';

/** A record as it is stored and as it is compared. */
export interface LoadedRecord extends Candidate {
  readonly stored: StoredDescription;
  readonly description: RecordDescription;
}

export type RecordLoader = ReturnType<typeof createRecordLoader>;

/**
 * The public records of one turn of matching, each read and made ready to be compared once. `known` are descriptions at hand,
 * newer than what is stored.
 */
export function createRecordLoader(known: ReadonlyMap<number, StoredDescription>) {
  const loaded = new Map<number, LoadedRecord | null>([...known].map(([id, stored]) => [id, toLoaded(stored)]));
  return {
    /** Those of the records that the public may see, in no order. */
    async load(transaction: Tx, recordIds: readonly number[]): Promise<readonly LoadedRecord[]> {
      const missing = recordIds.filter((id) => !loaded.has(id));
      if (missing.length > 0) {
        for (const id of missing) loaded.set(id, null);
        for (const stored of await findDescriptions(transaction, missing)) loaded.set(stored.id, toLoaded(stored));
      }
      return recordIds.map((id) => loaded.get(id) ?? null).filter((record) => record !== null);
    },
  };
}

function toLoaded(stored: StoredDescription): LoadedRecord {
  let description: RecordDescription | null = null;
  let facts: MatchView | null = null;
  return {
    record: stored.id,
    sortKey: `${stored.systemId} ${stored.localId}`,
    stored,
    get description() {
      return (description ??= parseDescription(stored.description));
    },
    // Most records of a first load are compared with none.
    get facts() {
      return (facts ??= toMatchView(this.description));
    },
  };
}
