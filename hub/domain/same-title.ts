import type { HoldFacts, WantedHold } from './accounts.ts';

/**
 * Whether a hold in an account is for the title that is wanted: by its record, or by its barcode, where the system names holds
 * by those of copies. Null if the account does not show it.
 */
export function isForSameTitle(
  { recordLocalId, barcode }: Pick<HoldFacts, 'recordLocalId' | 'barcode'>,
  wanted: Pick<WantedHold, 'recordLocalId' | 'copies'>,
): boolean | null {
  if (recordLocalId !== null) return recordLocalId === wanted.recordLocalId;
  if (barcode === undefined || wanted.copies === undefined) return null;
  // Harvest may not know the newest copy.
  return wanted.copies.some((copy) => copy.barcode === barcode) ? true : null;
}
