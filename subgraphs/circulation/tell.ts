/** What is said of a holding or a copy, from what its system said now, or why it did not, and what it said before. Pure. */
import type { HoldingFacts } from '#domain/facts.ts';
import type { ItemId } from '#domain/ids.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { MerciaError } from '#platform/errors.ts';
import type { LiveItem, SystemIdentity } from '#adapters/adapter.ts';
import { fillGaps, toKnownAvailability, toLiveAvailability, toUnknownAvailability } from './availability.ts';
import { isUntold, toKnownItem, toUnknownItem } from './item.ts';
import type { AvailabilityModel, ItemModel } from './models.ts';
import { withOnlineCopies } from './online-copies.ts';
import type { HoldingCarrier } from './online-copies.ts';
import { reasonFor } from './reasons.ts';
import type { IsPast } from './due-dates.ts';

export function tellAvailability(
  system: SystemIdentity,
  told: HoldingFacts | MerciaError,
  known: HoldingFacts | undefined,
  isPast: IsPast,
  carrier: HoldingCarrier,
): AvailabilityModel {
  if (!isMerciaError(told)) {
    const live = toLiveAvailability(told, isPast, carrier);
    return known === undefined ? live : fillGaps(live, withOnlineCopies(known, carrier));
  }
  const reason = reasonFor(told, system);
  return known === undefined ? toUnknownAvailability(reason) : toKnownAvailability(known, reason, isPast, carrier);
}

/** Null where the system has no such copy, or shows it to nobody. */
export function tellItem(
  { id, system }: { readonly id: ItemId; readonly system: SystemIdentity },
  told: ItemModel | MerciaError | null,
  known: LiveItem | undefined,
): ItemModel | null {
  if (told === null) return null;
  if (!isMerciaError(told)) {
    const fillable = told.state === 'UNKNOWN' && told.reason !== null && known !== undefined && !isUntold(known.item);
    return fillable ? toKnownItem(known.item, known.asOf, told.reason) : told;
  }
  const reason = reasonFor(told, system);
  return known === undefined ? toUnknownItem(id, reason) : toKnownItem(known.item, known.asOf, reason);
}
