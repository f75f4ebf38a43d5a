/** Single copies of a system that finds them with their holdings only: the index says which holding, and that one is asked for. */
import type { HoldingFacts, HoldingRef, LiveItem } from '#domain/facts.ts';
import type { HoldingId, ItemId } from '#domain/ids.ts';
import { isMerciaError, MerciaError } from '#platform/errors.ts';
import type { ItemSource, Slot } from '#adapters/adapter.ts';
import type { LastKnown } from '../last-known/last-known.ts';

/**
 * Same length and order as asked. Null for a copy that the index does not have or does not show; where the index cannot be
 * asked nobody knows, and the slot is an error. Rejects only when nothing at all could be asked.
 */
export async function findByHolding(
  items: ItemSource,
  ids: readonly ItemId[],
  signal: AbortSignal,
  { findHoldings }: Pick<LastKnown, 'findHoldings'>,
): Promise<readonly Slot<LiveItem | null>[]> {
  const homes = (await findHoldings?.([...new Set(ids)])) ?? new Map<ItemId, null>();
  const asked = new Map<HoldingId, HoldingRef>();
  for (const home of homes.values()) if (home !== null) asked.set(home.holding.id, home.holding);
  const answers = asked.size === 0 ? [] : await items.findAvailability([...asked.values()], signal);
  const byHolding = new Map(Array.from(asked.keys(), (id, place) => [id, answers[place] ?? null]));
  return ids.map((id): Slot<LiveItem | null> => {
    const home = homes.get(id);
    if (home === undefined) return NO_INDEX;
    if (home === null) return null;
    const slot: Slot<HoldingFacts | null> = byHolding.get(home.holding.id) ?? null;
    if (slot === null || isMerciaError(slot)) return slot;
    const { asOf, limitation } = slot;
    const item = slot.items.find((copy) => copy.id === id);
    // The index has it as public, so it is there: it is only not among those that can be asked for.
    if (item === undefined) return NOT_ASKED;
    return { asOf, item, library: home.library, recordLocalId: home.recordLocalId, limitation };
  });
}

const NO_INDEX = new MerciaError(
  'STORE_UNAVAILABLE',
  'The index, which knows the holding of this copy, does not answer.',
);
const NOT_ASKED = new MerciaError('CAPABILITY_UNSUPPORTED', 'This copy cannot be asked for with its holding.');
