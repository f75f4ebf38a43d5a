/** What is the same edition in truth, whatever the records say: what the union index is measured against. */
import type { DemoKohaId, DemoSystemId } from './libraries.ts';

export interface TruthRow<System extends DemoSystemId = DemoSystemId> {
  readonly system: System;
  /** The record's number in its system. */
  readonly record: number;
  /**
   * The publication that it describes: records with the same value are the same edition, all others are not. A set on
   * one record is an edition of its own (`set:…`). Empty for a record that describes no publication.
   */
  readonly edition: string;
  /** The publication in the other form where both stand on this one record; it may be matched to either. */
  readonly also: string;
  /** Only PUBLIC records may be found, counted or matched. */
  readonly visibility: 'PUBLIC' | 'SUPPRESSED' | 'ILL_TEMPORARY';
}

/** One line a record, with a heading. */
export function writeTruth(rows: readonly TruthRow[]): string {
  const lines = rows.map((row) => [row.system, row.record, row.edition, row.also, row.visibility].join('\t'));
  return `${['system\trecord\tedition\talso\tvisibility', ...lines].join('\n')}\n`;
}

/** The rows of the Kohas alone. */
export function ofKohas(rows: readonly TruthRow[]): readonly TruthRow<DemoKohaId>[] {
  return rows.filter((row): row is TruthRow<DemoKohaId> => row.system !== 'symphony-d');
}
