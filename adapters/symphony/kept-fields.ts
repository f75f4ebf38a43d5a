/** What rules read of a title and a copy and the index has no place for: kept with them, and read back. */
import type { HarvestedItem, KeptFields } from '#domain/catalogue.ts';
import type { SymphonyCopy } from './copy.ts';
import { barcodeOfLocalId } from './item-ids.ts';
import type { Shadow } from './shadows.ts';
import type { SymphonySite } from './site.ts';

/** Symphony's own codes have no comma. */
const BETWEEN = ',';

/**
 * Where the copy was at harvest, if that is another place than its home. One that only says a state (CHECKEDOUT) is none: it
 * changes with every loan, and the record would be written again each time.
 */
export function keptOfCopy(site: SymphonySite, copy: SymphonyCopy): { readonly kept?: KeptFields } {
  const { library, homeLocation, currentLocation } = copy;
  if (currentLocation === null || currentLocation === homeLocation) return {};
  const saysState = (site.meaningOf(library, currentLocation)?.status ?? null) !== null;
  return saysState ? {} : { kept: { currentLocation } };
}

export function copyOfKept(titleId: string, item: HarvestedItem): SymphonyCopy {
  return {
    barcode: barcodeOfLocalId(titleId, item.localId),
    library: item.ownerCode,
    callNumber: item.callNumber,
    homeLocation: item.locationCode,
    currentLocation: item.kept?.['currentLocation'] ?? item.locationCode,
    itemType: item.itemType,
    details: item.details,
    staffNotes: item.staffNotes,
  };
}

/** Libraries that have a call number under the title and no copy. */
export function keptOfTitle({ callLibraries }: Shadow): KeptFields {
  return callLibraries.length === 0 ? {} : { callLibraries: callLibraries.join(BETWEEN) };
}

export function callLibrariesOfKept(kept: KeptFields | undefined): readonly string[] {
  return kept?.['callLibraries']?.split(BETWEEN) ?? [];
}
