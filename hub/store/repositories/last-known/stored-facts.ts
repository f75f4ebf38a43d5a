/**
 * Facts as the store keeps them. Only fields that the domain names are written, so that nothing else can be: last-known facts
 * outlive the process, and nothing of a patron may. What says nothing (null, an empty list) is left out, and what was read is
 * checked: a row that cannot be read counts as not there.
 */
import { NOTHING_KNOWN_OF_ITEM } from '#domain/facts.ts';
import type { Due, HoldingFacts, ItemFacts, LiveItem, Place, Reason } from '#domain/facts.ts';
import { itemFacts, libraryId, place, reason } from '#shapes/facts.ts';
import { z } from 'zod';

const storedItem = itemFacts
  .partial()
  .required({ id: true })
  // Both locations of a copy that stands where it belongs: of nearly every copy.
  .extend({ place: place.optional() })
  .transform(({ place: both, ...fields }): ItemFacts => {
    const places = both === undefined ? {} : { permanentLocation: both, currentLocation: both };
    return { ...NOTHING_KNOWN_OF_ITEM, ...(fields as Partial<ItemFacts> & Pick<ItemFacts, 'id'>), ...places };
  });

const storedHolding = z.object({
  items: z.array(storedItem),
  holdQueue: z.number().optional(),
  limitation: reason.optional(),
  isGone: z.literal(true).optional(),
});

const storedLiveItem = z.object({
  item: storedItem,
  record: z.string(),
  library: libraryId.optional(),
  limitation: reason.optional(),
});

export function toStoredHolding({ items, holdQueue, limitation, isGone }: HoldingFacts): unknown {
  const all = items.map(toStoredItem);
  return { items: all, holdQueue: holdQueue ?? undefined, limitation: toReason(limitation), isGone };
}

/** Undefined for what cannot be read. */
export function fromStoredHolding(stored: unknown, asOf: Date): HoldingFacts | undefined {
  const read = storedHolding.safeParse(stored).data;
  if (read === undefined) return undefined;
  const { items, holdQueue, limitation, isGone } = read;
  const gone = isGone === undefined ? {} : { isGone };
  return { asOf: asOf.toISOString(), items, holdQueue: holdQueue ?? null, limitation: limitation ?? null, ...gone };
}

/** A copy that was asked for by its own id, as it was at `asOf`. */
export function toStoredLiveItem({ item, library, recordLocalId, limitation }: LiveItem): unknown {
  return {
    item: toStoredItem(item),
    record: recordLocalId,
    library: library ?? undefined,
    limitation: toReason(limitation),
  };
}

/** Undefined for what cannot be read. */
export function fromStoredLiveItem(stored: unknown, asOf: Date): LiveItem | undefined {
  const read = storedLiveItem.safeParse(stored).data;
  if (read === undefined) return undefined;
  const { item, record, library, limitation } = read;
  return {
    asOf: asOf.toISOString(),
    item,
    library: library ?? null,
    recordLocalId: record,
    limitation: limitation ?? null,
  };
}

const FIELDS = Object.keys(NOTHING_KNOWN_OF_ITEM) as readonly (keyof typeof NOTHING_KNOWN_OF_ITEM)[];

function toStoredItem(item: ItemFacts): unknown {
  const stored: Record<string, unknown> = { id: item.id };
  for (const field of FIELDS) {
    const value = item[field];
    if (value !== null && !(Array.isArray(value) && value.length === 0)) stored[field] = value;
  }
  const home = toPlace(item.permanentLocation);
  const here = toPlace(item.currentLocation);
  const inPlace = home !== undefined && here !== undefined && isSamePlace(home, here);
  return {
    ...stored,
    ...(inPlace
      ? { place: home, permanentLocation: undefined, currentLocation: undefined }
      : { permanentLocation: home, currentLocation: here }),
    due: toDue(item.due),
    reason: toReason(item.reason),
  };
}

function isSamePlace(a: Place, b: Place): boolean {
  return a.code === b.code && a.name === b.name && a.siteCode === b.siteCode;
}

function toPlace(from: Place | null): Place | undefined {
  return from === null ? undefined : { code: from.code, name: from.name, siteCode: from.siteCode };
}

function toDue(due: Due | null): Due | undefined {
  return due === null ? undefined : { on: due.on, at: due.at };
}

function toReason(given: Reason | null): Reason | undefined {
  return given === null ? undefined : { code: given.code, message: given.message, system: given.system };
}
