/** From a system's answer about a holding to what the graph says of it. Pure. */
import type { HoldingFacts, ItemFacts, Reason } from '#domain/facts.ts';
import type { IsPast } from '#domain/overdue.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { Slot, SystemIdentity } from '#contract/adapter.ts';
import { countCopies } from './count-copies.ts';
import { findEarliestDue } from './due-dates.ts';
import { asOfFreeze, type Freeze } from './freezes.ts';
import { isUndetermined, toItemModel, toKnownItem } from './item.ts';
import type { AvailabilityModel } from './models.ts';
import { PHYSICAL, withOnlineCopies, type HoldingCarrier } from './online-copies.ts';
import { reasonForFreeze, reasonForKnown, reasonForNothing, stateFor } from './reasons.ts';
import { describeServices, type ServiceCircumstances } from './services.ts';

/** From the system's answer and what was known before, or the errors in their places. */
export function toAvailability(
  system: SystemIdentity,
  answer: Slot<HoldingFacts>,
  known: Slot<HoldingFacts> | undefined,
  holding: HoldingCarrier & { readonly isPast: IsPast; readonly freeze: Freeze | null },
): AvailabilityModel {
  const { freeze, isPast } = holding;
  const before = known === undefined || isMerciaError(known) ? undefined : asOfFreeze(known, freeze);
  if (!isMerciaError(answer)) {
    const now =
      freeze === null
        ? toLiveAvailability(answer, isPast, holding)
        : toKnownAvailability(asOfFreeze(answer, freeze), reasonForFreeze(system, freeze), isPast, holding);
    return before === undefined ? now : fillGaps(now, withOnlineCopies(before, holding));
  }
  if (before === undefined) return toUnknownAvailability(reasonForNothing(answer, known, system));
  return toKnownAvailability(before, reasonForKnown(answer, system, before.asOf), isPast, holding);
}

/** The system answered: LIVE, with a reason only where it hid something (`limitation`). */
export function toLiveAvailability(
  told: HoldingFacts,
  isPast: IsPast,
  carrier: HoldingCarrier = PHYSICAL,
): AvailabilityModel {
  const facts = withOnlineCopies(told, carrier);
  const { asOf, limitation } = facts;
  return {
    state: 'LIVE',
    asOf,
    reason: limitation,
    items: facts.items.map((item) => toItemModel(item, asOf, limitation)),
    recordGone: facts.isGone === true,
    ...summarise(facts, { isPast, isLive: true, linked: carrier.online }),
  };
}

/** The system does not answer, or not of now, for this reason; counts and services are those of `asOf`. */
export function toKnownAvailability(
  known: HoldingFacts,
  reason: Reason,
  isPast: IsPast,
  carrier: HoldingCarrier = PHYSICAL,
): AvailabilityModel {
  const facts = withOnlineCopies(known, carrier);
  const { asOf } = facts;
  return {
    state: 'LAST_KNOWN',
    asOf,
    reason,
    items: facts.items.map((item) => toKnownItem(item, asOf, reason)),
    // What was kept before it was noted whether the record was gone may be of one that was.
    recordGone: facts.isGone ?? (facts.items.length > 0 ? false : null),
    ...summarise(facts, { isPast, isLive: false, linked: carrier.online }),
  };
}

/** What is said of all copies together. */
function summarise({ items, holdQueue, isGone }: HoldingFacts, circumstances: ServiceCircumstances) {
  const { availableCount, unknownCount } = countCopies(items);
  return {
    itemCount: items.filter(canBeFound).length,
    availableCount,
    unknownCount,
    holdQueue,
    earliestDue: findEarliestDue(items),
    services: describeServices(items, { ...circumstances, linked: circumstances.linked && isGone !== true }),
  };
}

/** A copy that is no longer part of the stock, or given up, is shown, and none to be counted on. */
function canBeFound({ status }: ItemFacts): boolean {
  return status !== 'WITHDRAWN' && status !== 'LOST';
}

/** Whether the system answered but could not say the status of every copy. */
export function hasGaps({ items }: Pick<HoldingFacts, 'items'>): boolean {
  return items.some(isUndetermined);
}

/**
 * Copies whose own status could not be determined are shown as they last were, if they were among the copies then. The
 * counts stay as they are: a copy that may have changed hands since is still unknown.
 */
function fillGaps(live: AvailabilityModel, known: HoldingFacts): AvailabilityModel {
  const then = new Map(known.items.filter(({ reason }) => reason === null).map((item) => [item.id, item]));
  const items = live.items?.map((item) => {
    const before = then.get(item.id);
    if (item.state !== 'UNKNOWN' || item.reason === null || before === undefined) return item;
    return toKnownItem(before, known.asOf, item.reason);
  });
  return { ...live, items: items ?? null };
}

/** Nothing is known: every count is null, never 0. */
export function toUnknownAvailability(reason: Reason): AvailabilityModel {
  return {
    state: stateFor(reason),
    asOf: null,
    reason,
    items: null,
    itemCount: null,
    recordGone: null,
    availableCount: null,
    unknownCount: null,
    holdQueue: null,
    earliestDue: null,
    services: null,
  };
}
