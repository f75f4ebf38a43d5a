/** Symphony → domain, pure: how copies stand. A code of Symphony's goes no further than this, but for its own wording. */
import { NOTHING_KNOWN_OF_ITEM, NOTHING_PRINTED, descriptionOf } from '#domain/facts.ts';
import type { HoldingFacts, ItemFacts, Place, Reason } from '#domain/facts.ts';
import type { ItemForMoves } from '#domain/catalogue.ts';
import { createId } from '#domain/ids.ts';
import { isSomewhere } from '#domain/item-status.ts';
import type { SymphonyCopy, UnnamedCopy } from './copy.ts';
import { itemLocalId } from './item-ids.ts';
import type { Policies } from './policies.ts';
import type { SymphonySite } from './site.ts';
import { stateOf } from './status.ts';
import type { BoundCopy, TitleCopy } from './title-info.ts';

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
    statusRule: state.rule,
    use: state.use,
    due: state.due,
    permanentLocation: place(site, policies, copy.library, copy.homeLocation),
    // A location that only says a state (CHECKEDOUT) is no place to go to.
    currentLocation:
      isSomewhere(state.status) && (site.meaningOf(copy.library, copy.currentLocation)?.status ?? null) === null
        ? place(site, policies, copy.library, copy.currentLocation)
        : null,
    itemType:
      type?.name ?? (copy.itemType === null ? null : (policies.itemTypes.get(copy.itemType)?.name ?? copy.itemType)),
    holdQueue: null,
    publicNotes: copy.publicNotes,
    reason: null,
  };
}

/** A copy that hangs on another title, which could not be read: it is there, and its status is unknown. */
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

/**
 * How copies stood at a moment; null if one of them is nowhere. A location that names a state is shown as it is. A copy
 * on a shelf may be out all the same, and its rule may be another for a while: the date of a loan and the reserve desk
 * are known to live questions only.
 */
export function toFactsAtHarvest(
  site: SymphonySite,
  policies: Policies,
  titleId: string,
  copies: readonly SymphonyCopy[],
  asOf: string,
): HoldingFacts | null {
  const items: ItemFacts[] = [];
  for (const copy of copies) {
    const currentLocation = copy.currentLocation ?? copy.homeLocation;
    if (currentLocation === null) return null;
    const facts = toItemFacts(site, policies, {
      ...NOT_HARVESTED,
      ...copy,
      titleId,
      currentLocation,
      copyNumber: copy.details.copyNumber ?? null,
    });
    const onShelf = facts.status === 'AVAILABLE' || facts.status === 'RESHELVING';
    items.push({
      ...facts,
      status: onShelf ? 'UNKNOWN' : facts.status,
      // Only the strictest rule cannot be another at the reserve desk.
      use: facts.use === 'RESTRICTED' ? facts.use : 'UNKNOWN',
      reason: onShelf ? shelfOnly(site) : facts.reason,
    });
  }
  return { asOf, items, holdQueue: null, limitation: policies.limitation };
}

/**
 * How a copy stood at harvest, for moves: by the location where it was said to be, which is Symphony's own code of its state. On a
 * shelf it may be out all the same.
 */
export function stateForMoves(
  site: SymphonySite,
  copy: SymphonyCopy | UnnamedCopy,
): Pick<ItemForMoves, 'status' | 'statusAtSource' | 'use'> {
  const currentLocation = copy.currentLocation ?? copy.homeLocation;
  if (currentLocation === null) return { status: null, statusAtSource: null, use: null };
  const { status, use } = stateOf(site, {
    library: copy.library ?? '',
    itemType: copy.itemType,
    homeLocation: copy.homeLocation,
    currentLocation,
    dueDate: null,
    recallDueDate: null,
    chargeable: null,
    inTransit: false,
    reserveRule: null,
  });
  const onShelf = status === 'AVAILABLE' || status === 'RESHELVING';
  return { status: onShelf ? 'UNKNOWN' : status, statusAtSource: currentLocation, use };
}

const NOT_HARVESTED = {
  ...NOTHING_PRINTED,
  dueDate: null,
  recallDueDate: null,
  chargeable: null,
  inTransit: false,
  reserveRule: null,
  publicNotes: [],
};

function shelfOnly(site: SymphonySite): Reason {
  return {
    code: 'NOT_SUPPORTED',
    message: 'Harvest knows where this copy belongs, not whether it is out',
    system: site.system.id,
  };
}
