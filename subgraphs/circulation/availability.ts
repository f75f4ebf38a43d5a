/** From what a system said of a holding to what the graph says of it. Pure. */
import type { Due, HoldingFacts, ItemFacts, Reason } from '#domain/facts.ts';
import { countCopies } from './count-copies.ts';
import { toItemModel } from './item.ts';
import type { AvailabilityModel } from './models.ts';
import { stateFor } from './reasons.ts';
import { describeServices } from './services.ts';

/** The system answered: LIVE, with a reason only where it hid something (`limitation`). */
export function toLiveAvailability(facts: HoldingFacts): AvailabilityModel {
  const counts = countCopies(facts.items);
  const earliestDue = findEarliestDue(facts.items);
  return {
    state: 'LIVE',
    asOf: facts.asOf,
    reason: facts.limitation,
    items: facts.items.map((item) => toItemModel(item, facts.asOf, facts.limitation)),
    itemCount: facts.items.length,
    availableCount: counts.availableCount,
    unknownCount: counts.unknownCount,
    holdQueue: facts.holdQueue,
    earliestDue,
    services: describeServices(facts.items, earliestDue),
  };
}

/**
 * The system says that it has no such record (any more). That is a live fact about the copies under this record:
 * there are none. The index learns of the deletion at its next harvest.
 */
export function toGoneAvailability(asOf: string): AvailabilityModel {
  return toLiveAvailability({ asOf, items: [], holdQueue: null, limitation: null });
}

/** Nobody can say: every count is null, never 0. */
export function toUnknownAvailability(reason: Reason): AvailabilityModel {
  return {
    state: stateFor(reason),
    asOf: null,
    reason,
    items: null,
    itemCount: null,
    availableCount: null,
    unknownCount: null,
    holdQueue: null,
    earliestDue: null,
    services: null,
  };
}

/** The first day a copy on loan is due back; null where none is on loan or no date is told. */
export function findEarliestDue(items: readonly ItemFacts[]): Due | null {
  const dues = items.flatMap(({ status, due }) => (status === 'ON_LOAN' && due !== null ? [due] : []));
  return dues.reduce<Due | null>(
    (earliest, due) => (earliest === null || isBefore(due, earliest) ? due : earliest),
    null,
  );
}

/** Within one day, an hour comes before "some time that day". */
function isBefore(a: Due, b: Due): boolean {
  if (a.on !== b.on) return a.on < b.on;
  if (a.at === null || b.at === null) return a.at !== null;
  return Date.parse(a.at) < Date.parse(b.at);
}
