/** What stood in a field that is not for the public: it may name a donor or a reader, and the record may be another library's too. */
import type { LedgerClass } from '#domain/ledger.ts';
import { isPublicTag } from '#union-index/index.ts';
import type { SampledRow } from './signatures.ts';

const WITHHELD = '(for the role migration)';
const TAG = /^[0-9A-Z]{3}$/;
const LEADER = 'LDR';

/** The row as those see it who may not see what staff keep for themselves. */
export function withhold<Row extends Pick<SampledRow, 'field' | 'from' | 'to'>>(cls: LedgerClass, row: Row): Row {
  const { field, from, to } = row;
  if (cls !== 'RECORDS' || !TAG.test(field) || field === LEADER || isPublicTag(field)) return row;
  return { ...row, from: from === null ? null : WITHHELD, to: to === null ? null : WITHHELD };
}
