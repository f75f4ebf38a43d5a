/** What the evidence of a move is made of: reports, in the order in which somebody reads them who is to sign. */

/** What a part is about besides the snapshot. */
export type PartNeeds = 'LEDGER' | 'PLAN';

export interface PackPart {
  /** Name of the report. */
  readonly report: string;
  /** Tables that are in it with all their rows; of the others only the number of rows is. */
  readonly tables: readonly string[];
  /** Left out of evidence without it. */
  readonly needs?: PartNeeds;
  /** True for counts of whole classes of rows about readers, pence among them: no row of them is in it. */
  readonly countsReaders?: true;
}

export const PACK_PARTS: readonly PackPart[] = [
  { report: 'reconcile', tables: ['counts'] },
  { report: 'not-across', tables: [] },
  { report: 'ledger', needs: 'LEDGER', tables: ['classes', 'rules', 'samples', 'not provable', 'declared'] },
  { report: 'ledger-readers', needs: 'LEDGER', tables: ['classes', 'rules', 'not provable'], countsReaders: true },
  { report: 'plan', needs: 'PLAN', tables: ['classes'] },
  { report: 'volumetrics', tables: ['volumes'] },
  { report: 'totals', tables: ['records', 'items'] },
  { report: 'titles-together', tables: ['rules'] },
  { report: 'barcodes-of-others', tables: [] },
  { report: 'barcodes', tables: [] },
  { report: 'record-numbers', tables: [] },
  { report: 'mapping', tables: ['coverage'] },
  { report: 'unmapped', tables: [] },
];

/**
 * Columns that are in no evidence: what somebody typed, and what stood in fields that rules changed, among them notes of staff and local
 * fields, perhaps about a reader. The command beside the table shows them to whoever may see them.
 */
export const LEFT_OUT_COLUMNS: ReadonlySet<string> = new Set(['Note', 'From', 'To', 'What they say']);
