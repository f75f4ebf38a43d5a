/** The state and the rule of a copy. There is no status field: a copy's state is the location where it is said to be. */
import type { Due, ItemStatus, ItemUse } from '#domain/facts.ts';
import { firstStatus, mayBeOnLoan, type PossibleStatus } from '#domain/item-status.ts';
import { dueOf } from './due.ts';
import type { SymphonySite } from './site.ts';
import type { TitleCopy } from './title-info.ts';

/** The strictest rule wins; what stands on no shelf has none. */
const STRICTNESS: readonly ItemUse[] = ['ONLINE', 'RESTRICTED', 'UNKNOWN', 'REFERENCE', 'HOURLY', 'SHORT_LOAN', 'LOAN'];

export type StateOfCopy = Pick<
  TitleCopy,
  | 'library'
  | 'itemType'
  | 'currentLocation'
  | 'homeLocation'
  | 'dueDate'
  | 'recallDueDate'
  | 'chargeable'
  | 'inTransit'
  | 'reserveRule'
>;

export interface CopyState {
  readonly status: ItemStatus;
  readonly use: ItemUse;
  /** True where a location said more than "on its shelf". */
  readonly fromLocation: boolean;
  readonly due: Due | null;
  /** What decided; see `ItemFacts.statusRule`. */
  readonly rule: string;
}

interface Candidate extends PossibleStatus {
  readonly rule: string;
}

const IN_PLACE: Candidate = { status: 'AVAILABLE', rule: 'Symphony: no due date or transit, on its shelf' };

/**
 * State and rule of one copy. `chargeable` is no state: what is on order or on the hold shelf is often chargeable, and
 * what stands in a reading room is not. It only tells that a copy may be lent where nobody said how.
 */
export function stateOf(site: SymphonySite, copy: StateOfCopy): CopyState {
  const meaning = site.meaningOf(copy.library, copy.currentLocation);
  const dueText = copy.recallDueDate ?? copy.dueDate;
  const states: Candidate[] = [];
  if (meaning === null) {
    const standsReady = copy.currentLocation === copy.homeLocation && copy.chargeable === true && dueText === null;
    if (!standsReady || site.settings.unmappedAtHome === 'UNKNOWN') {
      site.onUnmapped('location', copy.currentLocation);
      // A location can say of a copy that it is lost, and Symphony leaves it on loan then.
      states.push({ status: 'UNKNOWN', hides: 'LOST', rule: `no location ${copy.currentLocation} in the region file` });
    }
  } else if (meaning.status !== null)
    states.push({ status: meaning.status, rule: `locations.${copy.currentLocation}` });
  // A copy with a date is out, wherever it is said to be: in a department, at another library, still on its shelf.
  if (dueText !== null) states.push({ status: 'ON_LOAN', rule: 'Symphony: due date' });
  if (copy.inTransit) states.push({ status: 'IN_TRANSIT', rule: 'Symphony: in transit' });
  const { status, rule } = firstStatus(states) ?? IN_PLACE;
  return {
    status,
    rule,
    use: status === 'AVAILABLE' && copy.chargeable === false ? notLent(useOf(site, copy)) : useOf(site, copy),
    fromLocation: meaning?.status !== null,
    due: mayBeOnLoan(status) && dueText !== null ? dueOf(dueText) : null,
  };
}

/** The rule of a copy in its place that may not be charged: that it is lent is not so now, and what it is else nobody said. */
function notLent(use: ItemUse): ItemUse {
  return use === 'LOAN' || use === 'SHORT_LOAN' || use === 'HOURLY' ? 'UNKNOWN' : use;
}

function useOf(site: SymphonySite, copy: StateOfCopy): ItemUse {
  const uses: ItemUse[] = [];
  const here = site.meaningOf(copy.library, copy.currentLocation)?.use ?? null;
  const home = copy.homeLocation === null ? null : (site.meaningOf(copy.library, copy.homeLocation)?.use ?? null);
  const type = copy.itemType === null ? null : (site.typeOf(copy.library, copy.itemType)?.use ?? null);
  if (copy.reserveRule !== null) {
    const rule = site.settings.reserveRules[copy.reserveRule];
    if (rule === undefined) site.onUnmapped('circulationRule', copy.reserveRule);
    uses.push(rule ?? 'UNKNOWN');
  }
  for (const one of [here, home, type]) if (one !== null) uses.push(one);
  if (uses.length === 0) return copy.chargeable === true ? 'LOAN' : 'UNKNOWN';
  return STRICTNESS.find((one) => uses.includes(one)) ?? 'UNKNOWN';
}
