/** Single records out of turn, read as a harvest reads them. */
import type { FoundRecords, HarvestReject, HarvestedRecord } from '#contract/adapter.ts';
import { deletedRecord } from '../shared/harvest-page.ts';
import { readTitle } from './harvest-keys.ts';
import type { KeysHarvestContext } from './harvest-keys.ts';

/** Single titles by their catalogue keys. */
export async function findByKeys(
  context: KeysHarvestContext,
  titleIds: readonly string[],
  signal: AbortSignal,
): Promise<FoundRecords> {
  const policies = await context.policies.read(signal);
  const records: HarvestedRecord[] = [];
  const rejects: HarvestReject[] = [];
  for (const titleId of titleIds) {
    const found = await readTitle(context, policies, titleId, signal);
    if (found === null) records.push(deletedRecord(titleId));
    else if ('reason' in found) rejects.push(found);
    else records.push(found);
  }
  return { records, rejects };
}
