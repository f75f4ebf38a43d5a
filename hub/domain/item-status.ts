/** Which of several states of a copy counts, and which states may be true though they were not told. Pure. */
import { ITEM_STATUSES } from './facts.ts';
import type { ItemLimitation, ItemStatus } from './facts.ts';

export interface PossibleStatus {
  readonly status: ItemStatus;
  /** Of UNKNOWN: the strongest state that it may be; any, if absent. */
  readonly hides?: ItemStatus;
}

/**
 * The status that counts of those that are true of a copy; the first of equals. An unknown one ranks just before the
 * strongest state that it may hide: a code that may mean "lost" outweighs a loan, one that can only mean "damaged" does not.
 */
export function firstStatus<Possible extends PossibleStatus>(all: readonly Possible[]): Possible | undefined {
  return all.toSorted((a, b) => rankOf(a) - rankOf(b))[0];
}

function rankOf({ status, hides }: PossibleStatus): number {
  return status === 'UNKNOWN' ? placeOf(hides) - 0.5 : placeOf(status);
}

/** The one order of all adapters; in front of it where no state is named. */
function placeOf(status: ItemStatus | undefined): number {
  return status === undefined || status === 'UNKNOWN' ? -1 : ITEM_STATUSES.indexOf(status);
}

const LIMITS: Readonly<Record<ItemLimitation, ItemStatus>> = {
  HOLD_SHELF_NOT_TOLD: 'ON_HOLD_SHELF',
  TRANSIT_NOT_TOLD: 'IN_TRANSIT',
};

/** Of what a system does not tell, that which could be true of this copy in the place of its status. */
export function limitationsOf(status: ItemStatus, notTold: readonly ItemLimitation[]): readonly ItemLimitation[] {
  if (status === 'UNKNOWN') return [];
  return notTold.filter((limitation) => placeOf(LIMITS[limitation]) < placeOf(status));
}

/** States of copies that are in no place that anybody could name: with a reader, on their way, gone. */
const NOWHERE: ReadonlySet<ItemStatus> = new Set([
  ...(['WITHDRAWN', 'LOST', 'CLAIMED_RETURNED', 'ON_LOAN', 'IN_TRANSIT', 'MISSING'] as const),
]);

/** Whether a copy of this status is somewhere: of any other nothing is told of its present place, whatever its system notes. */
export function isSomewhere(status: ItemStatus): boolean {
  return !NOWHERE.has(status);
}

/** Whether a copy of this status may have a loan, and so a day on which it is due. */
export function mayBeOnLoan(status: ItemStatus): boolean {
  return placeOf(status) <= placeOf('IN_USE_ON_SITE');
}
