/** Symphony → domain, pure: how copies stand. A code of Symphony's goes no further than this, but for its own wording. */
import { NOTHING_KNOWN_OF_ITEM, descriptionOf } from '#domain/facts.ts';
import type { ItemFacts, Place, Reason, Visibility } from '#domain/facts.ts';
import { createId } from '#domain/ids.ts';
import { itemLocalId } from './item-ids.ts';
import type { Policies } from './policies.ts';
import type { SymphonySite } from './site.ts';
import { stateOf } from './status.ts';
import type { BoundCopy, TitleCopy } from './title-info.ts';

/** One copy as it is now. */
export function toItemFacts(site: SymphonySite, policies: Policies, copy: TitleCopy): ItemFacts {
  const state = stateOf(site, copy);
  const type = copy.itemType === null ? null : site.typeOf(copy.library, copy.itemType);
  return {
    id: createId(site.system.id, 'item', itemLocalId(copy.titleId, copy.barcode)),
    ...descriptionOf(copy),
    status: state.status,
    // Its answers tell both, of every copy.
    limitations: [],
    statusAtSource: state.fromLocation
      ? (nameOf(site, policies, copy.library, copy.currentLocation) ?? copy.currentLocation)
      : null,
    use: state.use,
    due: state.due,
    permanentLocation: place(site, policies, copy.library, copy.homeLocation),
    // A location that only says a state (CHECKEDOUT) is no place to go to.
    currentLocation:
      (site.meaningOf(copy.library, copy.currentLocation)?.status ?? null) === null
        ? place(site, policies, copy.library, copy.currentLocation)
        : null,
    itemType:
      type?.name ?? (copy.itemType === null ? null : (policies.itemTypes.get(copy.itemType)?.name ?? copy.itemType)),
    holdQueue: null,
    publicNotes: copy.publicNotes,
    reason: null,
  };
}

/** A copy that hangs on another title, which could not be read: it is there, and nobody can say how it is. */
export function unknownBoundCopy(site: SymphonySite, bound: BoundCopy, reason: Reason): ItemFacts {
  return {
    id: createId(site.system.id, 'item', itemLocalId(bound.parentTitleId, bound.barcode)),
    ...NOTHING_KNOWN_OF_ITEM,
    barcode: bound.barcode,
    callNumber: bound.callNumber,
    reason,
  };
}

function nameOf(site: SymphonySite, policies: Policies, library: string, location: string): string | null {
  return site.meaningOf(library, location)?.name ?? policies.locations.get(location)?.name ?? null;
}

function place(site: SymphonySite, policies: Policies, library: string, location: string | null): Place | null {
  if (location !== null) {
    return { code: location, name: nameOf(site, policies, library, location), siteCode: library };
  }
  const name = site.settings.libraries[library]?.name ?? policies.libraries.get(library)?.name ?? null;
  return { code: library, name, siteCode: library };
}

/** Whether a copy may be seen: its own and its call's mark, its locations' policies, and loans from elsewhere. */
export function copyVisibility(
  site: SymphonySite,
  policies: Policies,
  copy: Pick<TitleCopy, 'barcode' | 'library' | 'itemType' | 'homeLocation'> & {
    readonly currentLocation: string | null;
  },
  shadowed: ReadonlySet<string>,
): Visibility {
  if (copy.itemType !== null && site.settings.illItemTypes.includes(copy.itemType)) return 'ILL_TEMPORARY';
  if (shadowed.has(copy.barcode)) return 'SUPPRESSED';
  const hidden = [copy.homeLocation, copy.currentLocation].some(
    (location) => location !== null && isHiddenLocation(site, policies, copy.library, location),
  );
  return hidden ? 'SUPPRESSED' : 'PUBLIC';
}

/** Whether the public does not see what stands there: the site says so, or the region file. */
export function isHiddenLocation(site: SymphonySite, policies: Policies, library: string, location: string): boolean {
  return policies.locations.get(location)?.shadowed === true || site.meaningOf(library, location)?.hidden === true;
}
