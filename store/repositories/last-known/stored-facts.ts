/**
 * Facts as the store keeps them. Only the fields named here are written, so that nothing else can be: last-known facts
 * outlive the process, and nothing of a patron may. What says nothing (null, an empty list) is left out.
 */
import { NOTHING_KNOWN_OF_ITEM } from '#domain/facts.ts';
import type { Due, HoldingFacts, ItemFacts, Place, Reason } from '#domain/facts.ts';
import type { LibraryId } from '#domain/ids.ts';

type Fields = Omit<ItemFacts, 'id'>;

/** JSON leaves out what is undefined. */
type StoredItem = Pick<ItemFacts, 'id'> & { readonly [Name in keyof Fields]?: Fields[Name] | undefined } & {
  /** Both locations of a copy that stands where it belongs: of nearly every copy. */
  readonly place?: Place | undefined;
};

export interface StoredHolding {
  readonly items: readonly StoredItem[];
  readonly holdQueue?: number | undefined;
  readonly limitation?: Reason | undefined;
}

/** A copy that was asked for by its own id, as it was at `asOf`. */
export interface KnownItem {
  /** RFC 3339, UTC. */
  readonly asOf: string;
  readonly item: ItemFacts;
  readonly library: LibraryId | null;
  readonly recordLocalId: string;
  readonly limitation: Reason | null;
}

export interface StoredKnownItem {
  readonly item: StoredItem;
  readonly record: string;
  readonly library?: LibraryId | undefined;
  readonly limitation?: Reason | undefined;
}

export function toStoredHolding({ items, holdQueue, limitation }: HoldingFacts): StoredHolding {
  return {
    items: items.map(toStoredItem),
    holdQueue: holdQueue ?? undefined,
    limitation: toReason(limitation),
  };
}

export function fromStoredHolding(stored: StoredHolding, asOf: Date): HoldingFacts {
  return {
    asOf: asOf.toISOString(),
    items: stored.items.map(fromStoredItem),
    holdQueue: stored.holdQueue ?? null,
    limitation: stored.limitation ?? null,
  };
}

export function toStoredKnownItem({ item, library, recordLocalId, limitation }: KnownItem): StoredKnownItem {
  return {
    item: toStoredItem(item),
    record: recordLocalId,
    library: library ?? undefined,
    limitation: toReason(limitation),
  };
}

export function fromStoredKnownItem(stored: StoredKnownItem, asOf: Date): KnownItem {
  return {
    asOf: asOf.toISOString(),
    item: fromStoredItem(stored.item),
    library: stored.library ?? null,
    recordLocalId: stored.record,
    limitation: stored.limitation ?? null,
  };
}

function toStoredItem(item: ItemFacts): StoredItem {
  const home = toPlace(item.permanentLocation);
  const here = toPlace(item.currentLocation);
  const inPlace = home !== undefined && here !== undefined && isSamePlace(home, here);
  return {
    id: item.id,
    barcode: item.barcode ?? undefined,
    status: item.status,
    limitations: item.limitations.length === 0 ? undefined : item.limitations,
    statusAtSource: item.statusAtSource ?? undefined,
    use: item.use,
    due: toDue(item.due),
    callNumber: item.callNumber ?? undefined,
    ...(inPlace ? { place: home } : { permanentLocation: home, currentLocation: here }),
    enumeration: item.enumeration ?? undefined,
    chronology: item.chronology ?? undefined,
    copyNumber: item.copyNumber ?? undefined,
    itemType: item.itemType ?? undefined,
    holdQueue: item.holdQueue ?? undefined,
    publicNotes: item.publicNotes.length === 0 ? undefined : item.publicNotes,
    reason: toReason(item.reason),
  };
}

function fromStoredItem({ place, ...fields }: StoredItem): ItemFacts {
  const places = place === undefined ? {} : { permanentLocation: place, currentLocation: place };
  return { ...NOTHING_KNOWN_OF_ITEM, ...(fields as Partial<Fields> & Pick<ItemFacts, 'id'>), ...places };
}

function isSamePlace(a: Place, b: Place): boolean {
  return a.code === b.code && a.name === b.name && a.siteCode === b.siteCode;
}

function toPlace(place: Place | null): Place | undefined {
  return place === null ? undefined : { code: place.code, name: place.name, siteCode: place.siteCode };
}

function toDue(due: Due | null): Due | undefined {
  return due === null ? undefined : { on: due.on, at: due.at };
}

function toReason(reason: Reason | null): Reason | undefined {
  return reason === null ? undefined : { code: reason.code, message: reason.message, system: reason.system };
}
