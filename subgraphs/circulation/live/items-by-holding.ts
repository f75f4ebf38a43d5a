/** Single copies of a system that finds them with their holdings only: the index says which holding, and that one is asked for. */
import type { HoldingFacts, HoldingRef, LiveItem } from '#domain/facts.ts';
import type { HoldingId, ItemId } from '#domain/ids.ts';
import { isMerciaError, MerciaError } from '#platform/errors.ts';
import type { ItemSource, OnSlot, Slot } from '#contract/adapter.ts';
import { isHeld, type ItemHolding, type ItemHome } from '#store/repositories/last-known/holdings.ts';
import type { LastKnown } from '../last-known/last-known.ts';

/**
 * Same length and order as asked. Null for a copy that the index does not have or does not show; an error for one that no library
 * has, and where the index cannot be asked, because then nobody knows. `tell` is told of copies as their holdings come. Rejects only when nothing at
 * all could be asked.
 */
export async function findByHolding(
  items: ItemSource,
  ids: readonly ItemId[],
  signal: AbortSignal,
  { findHoldings }: Pick<LastKnown, 'findHoldings'>,
  tell?: (place: number, item: LiveItem | null) => void,
): Promise<readonly Slot<LiveItem | null>[]> {
  const homes = (await findHoldings?.([...new Set(ids)])) ?? new Map<ItemId, ItemHome>();
  const asked = new Map<HoldingId, HoldingRef>();
  for (const home of homes.values()) if (isHeld(home)) asked.set(home.holding.id, home.holding);
  const holdings = [...asked.values()];
  const onSlot: OnSlot<HoldingFacts | null> = (at, slot) => {
    for (const [place, id] of ids.entries()) {
      const home = homes.get(id);
      if (!isHeld(home) || home.holding.id !== holdings[at]?.id) continue;
      const item = itemOf(id, home, slot);
      if (!isMerciaError(item)) tell?.(place, item);
    }
  };
  const answers = holdings.length === 0 ? [] : await items.findAvailability(holdings, signal, onSlot);
  const byHolding = new Map(holdings.map(({ id }, at) => [id, answers[at] ?? null]));
  return ids.map((id): Slot<LiveItem | null> => {
    const home = homes.get(id);
    if (home === undefined) return NO_INDEX;
    if (home === 'NO_LIBRARY') return NO_LIBRARY;
    return home === null ? null : itemOf(id, home, byHolding.get(home.holding.id) ?? null);
  });
}

/** The same of a system that tells nothing of its copies: null is all that can be said; the others are as they were harvested. */
export async function findListed(
  ids: readonly ItemId[],
  { findHoldings }: Pick<LastKnown, 'findHoldings'>,
): Promise<readonly (MerciaError | null)[]> {
  const homes = await findHoldings?.([...new Set(ids)]);
  return ids.map((id) => (homes?.get(id) === null ? null : CANNOT_REPORT));
}

/** A copy among what was said of its holding. */
function itemOf(id: ItemId, home: ItemHolding, slot: Slot<HoldingFacts | null>): Slot<LiveItem | null> {
  if (slot === null || isMerciaError(slot)) return slot;
  const { asOf, limitation } = slot;
  const item = slot.items.find((copy) => copy.id === id);
  // The index has it as public, so it is there: it is only not among those that can be asked for.
  if (item === undefined) return NOT_ASKED;
  return { asOf, item, library: home.library, recordLocalId: home.recordLocalId, limitation };
}

export const CANNOT_REPORT = new MerciaError(
  'CAPABILITY_UNSUPPORTED',
  'This system cannot report the status of its copies.',
);
const NO_INDEX = new MerciaError(
  'STORE_UNAVAILABLE',
  'The index, which knows the holding of this copy, does not answer.',
);
const NO_LIBRARY = new MerciaError(
  'CAPABILITY_UNSUPPORTED',
  'The code of the owner of this copy belongs to no library in the region file.',
  {
    publicMessage:
      'This copy belongs to no library that is known here, so it cannot be asked for. (For the operator: the region file lacks the code of its owner.)',
  },
);
const NOT_ASKED = new MerciaError('CAPABILITY_UNSUPPORTED', 'This copy cannot be asked for with its holding.');
