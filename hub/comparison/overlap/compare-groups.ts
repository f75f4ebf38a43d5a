/** Compares the records of titles: pure work, for a thread of its own. */
import { toMarc, type RecordBytes } from '../snapshots/record-bytes.ts';
import { classifyFields } from './classify.ts';
import { readFields, type FieldValues } from './fields.ts';

export interface GroupsToCompare {
  readonly records: readonly RecordBytes[];
  /** Rows of one title each, the one first that the others are compared with. */
  readonly groups: readonly (readonly number[])[];
}

export interface ComparedRecord {
  readonly first: number;
  readonly other: number;
  /** See `conflict-classes.ts`. */
  readonly letters: string;
}

/** Records that cannot be read are left out. */
export function compareGroups({ records, groups }: GroupsToCompare): readonly ComparedRecord[] {
  const byRow = new Map(records.map((record) => [record.row, record]));
  const read = (row: number): FieldValues | null => {
    const record = byRow.get(row);
    const marc = record === undefined ? null : toMarc(record);
    return marc === null ? null : readFields(marc);
  };
  return groups.flatMap(([first, ...others]) => {
    const fields = first === undefined ? null : read(first);
    if (first === undefined || fields === null) return [];
    return others.flatMap((other) => {
      const otherFields = read(other);
      return otherFields === null ? [] : [{ first, other, letters: classifyFields(fields, otherFields) }];
    });
  });
}
