/** What a copy can be used for, by its rule, and whether it is in place, by its state. Null: not known. */
import type { ItemLimitation, ItemStatus, ItemUse } from './facts.ts';

/** Whether this copy is lent out at all. */
export function isLoanable({ use }: { readonly use: ItemUse }): boolean | null {
  switch (use) {
    case 'LOAN':
    case 'SHORT_LOAN':
    case 'HOURLY':
      return true;
    case 'REFERENCE':
    case 'RESTRICTED':
    case 'ONLINE':
      return false;
    case 'UNKNOWN':
      return null;
  }
}

/** Whether it may be read in the library: whatever may be borrowed may be read on the spot. */
export function isReadableOnSite({ use }: { readonly use: ItemUse }): boolean | null {
  if (use === 'UNKNOWN') return null;
  return use !== 'RESTRICTED';
}

/** Whether it stands where it belongs; null too if it may be elsewhere in a way that its system does not report. */
export function standsInPlace(copy: {
  readonly status: ItemStatus;
  readonly limitations: readonly ItemLimitation[];
}): boolean | null {
  if (copy.status === 'UNKNOWN') return null;
  if (copy.status !== 'AVAILABLE') return false;
  return copy.limitations.length === 0 ? true : null;
}
