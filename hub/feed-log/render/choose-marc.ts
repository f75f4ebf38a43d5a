import type { SystemId } from '#domain/ids.ts';
import type { WithMarc } from './passable-record.ts';

/**
 * The record whose MARC an edition carries: of the first system of `marcFrom` that has one, else of any system, that which
 * says most; the first of equals. Null if none can be read.
 */
export function chooseMarc(records: readonly WithMarc[], marcFrom: readonly SystemId[]): WithMarc | null {
  for (const system of marcFrom) {
    const found = sayingMost(records.filter(({ source }) => source.system === system));
    if (found !== null) return found;
  }
  return sayingMost(records);
}

function sayingMost(records: readonly WithMarc[]): WithMarc | null {
  let most: WithMarc | null = null;
  for (const record of records) if (most === null || record.marc.says > most.marc.says) most = record;
  return most;
}
