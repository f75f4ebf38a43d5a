/** Records as people tell them apart. */
import type { NamedRecordFragment } from '../__generated__/operations.ts';

/** `Severnhythe Koha, record 1234`. */
export function nameRecord({ system, localId }: Pick<NamedRecordFragment, 'localId' | 'system'>): string {
  return `${system.name}, record ${localId}`;
}

/** `Pathology (Severnhythe Koha, record 1234)`. */
export function sayTitled(record: Pick<NamedRecordFragment, 'localId' | 'system' | 'title'>): string {
  return `${record.title ?? 'Without a title'} (${nameRecord(record)})`;
}
