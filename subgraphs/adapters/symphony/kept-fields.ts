/** What rules read of a title and a copy and the index has no place for: kept beside them, and read back. */
import type { HarvestedItem, KeptFields } from '#domain/catalogue.ts';
import type { HarvestCopy } from './harvest-copy.ts';
import type { Shadow } from './shadows.ts';

/** Symphony's own codes have no comma. */
const BETWEEN = ',';

/** Where the copy was at harvest, if that was not its home. */
export function keptOfCopy({ homeLocation, currentLocation }: HarvestCopy): { readonly kept?: KeptFields } {
  return currentLocation === homeLocation ? {} : { kept: { currentLocation: currentLocation ?? '' } };
}

export function copyOfKept(item: HarvestedItem): HarvestCopy {
  const current = item.kept?.['currentLocation'] ?? item.locationCode;
  return {
    barcode: item.barcode ?? '',
    library: item.ownerCode,
    callNumber: item.callNumber,
    homeLocation: item.locationCode,
    currentLocation: current === '' ? null : current,
    itemType: item.itemType,
  };
}

/** Libraries that have a call number under the title and no copy. */
export function keptOfTitle({ callLibraries }: Shadow): KeptFields {
  return callLibraries.length === 0 ? {} : { callLibraries: callLibraries.join(BETWEEN) };
}

export function callLibrariesOfKept(kept: KeptFields | undefined): readonly string[] {
  return kept?.['callLibraries']?.split(BETWEEN) ?? [];
}
