/** From a system's answer about a copy to what the graph says of it. Pure. */
import { NOTHING_KNOWN_OF_ITEM, type ItemFacts, type Reason } from '#domain/facts.ts';
import type { ItemId } from '#domain/ids.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { LiveItem, Slot, SystemIdentity } from '#contract/adapter.ts';
import { asOfFreeze, type Freezes } from './freezes.ts';
import type { ItemModel } from './models.ts';
import { reasonForFreeze, reasonForKnown, reasonForNothing, stateFor } from './reasons.ts';

export interface WantedItem {
  readonly id: ItemId;
  readonly system: SystemIdentity;
  readonly freezes: Pick<Freezes, 'ofLibrary'>;
}

/** From the system's answer and what was known before, or the errors in their places. Null: there is no such copy. */
export function toItem(
  { id, system, freezes }: WantedItem,
  answer: Slot<LiveItem | null>,
  known: Slot<LiveItem> | undefined,
): ItemModel | null {
  const before =
    known === undefined || isMerciaError(known)
      ? undefined
      : asOfFreeze(known, freezes.ofLibrary(system.id, known.library));
  if (isMerciaError(answer)) {
    if (before === undefined) return toUnknownItem(id, reasonForNothing(answer, known, system));
    return toKnownItem(before.item, before.asOf, reasonForKnown(answer, system, before.asOf));
  }
  if (answer === null) return null;
  const { reason } = answer.item;
  if (reason !== null && isUndetermined(answer.item) && before !== undefined && !isUndetermined(before.item))
    return toKnownItem(before.item, before.asOf, reason);
  const freeze = freezes.ofLibrary(system.id, answer.library);
  if (freeze === null) return toItemModel(answer.item, answer.asOf, answer.limitation);
  return toKnownItem(answer.item, asOfFreeze(answer, freeze).asOf, reasonForFreeze(system, freeze));
}

/** A copy whose own status could not be determined is UNKNOWN among LIVE neighbours; `limitation` is what its system hides. */
export function toItemModel(item: ItemFacts, asOf: string, limitation: Reason | null): ItemModel {
  if (item.reason === null) return { ...item, state: 'LIVE', asOf, reason: limitation };
  return { ...item, state: stateFor(item.reason), asOf: null, status: 'UNKNOWN' };
}

/** A copy as it was at `asOf`; what was not known then is not known now. `reason`: why it is not asked now. */
export function toKnownItem(item: ItemFacts, asOf: string, reason: Reason): ItemModel {
  if (item.reason === null) return { ...item, state: 'LAST_KNOWN', asOf, reason };
  return { ...item, state: stateFor(item.reason), asOf: null, status: 'UNKNOWN' };
}

/** A copy of which nothing could be asked. */
export function toUnknownItem(id: ItemId, reason: Reason): ItemModel {
  return { ...NOTHING_KNOWN_OF_ITEM, id, state: stateFor(reason), asOf: null, publicNotes: null, reason };
}

/** Its status could not be determined this time. One that its system never reports was not known earlier either. */
export function isUndetermined({ reason }: Pick<ItemFacts, 'reason'>): boolean {
  return reason !== null && stateFor(reason) === 'UNKNOWN';
}
