/** The state and the rule of a copy. There is no status field: a copy's state is the location where it is said to be. */
import type { Due, ItemStatus, ItemUse } from '#domain/facts.ts';
import { firstStatus, mayBeOnLoan } from '#domain/item-status.ts';
import type { PossibleStatus } from '#domain/item-status.ts';
import type { SymphonySite } from './site.ts';
import type { TitleCopy } from './title-info.ts';

/** The strictest rule wins; what stands on no shelf has none. */
const STRICTNESS: readonly ItemUse[] = ['ONLINE', 'RESTRICTED', 'UNKNOWN', 'REFERENCE', 'HOURLY', 'SHORT_LOAN', 'LOAN'];

export interface CopyState {
  readonly status: ItemStatus;
  readonly use: ItemUse;
  /** True where a location said more than "on its shelf". */
  readonly fromLocation: boolean;
  readonly due: Due | null;
}

/**
 * State and rule of one copy. `chargeable` is no state: what is on order or on the hold shelf is often chargeable, and
 * what stands in a reading room is not. It only tells that a copy may be lent where nobody said how.
 */
export function stateOf(site: SymphonySite, copy: TitleCopy): CopyState {
  const meaning = site.meaningOf(copy.library, copy.currentLocation);
  const dueText = copy.recallDueDate ?? copy.dueDate;
  const states: PossibleStatus[] = [];
  if (meaning === null) {
    const standsReady = copy.currentLocation === copy.homeLocation && copy.chargeable === true && dueText === null;
    if (!standsReady || site.settings.unmappedAtHome === 'UNKNOWN') {
      site.onUnmapped('location', copy.currentLocation);
      // A location can say of a copy that it is lost, and Symphony leaves it on loan then.
      states.push({ status: 'UNKNOWN', hides: 'LOST' });
    }
  } else if (meaning.status !== null) states.push({ status: meaning.status });
  // A copy with a date is out, wherever it is said to be: in a department, at another library, still on its shelf.
  if (dueText !== null) states.push({ status: 'ON_LOAN' });
  if (copy.inTransit) states.push({ status: 'IN_TRANSIT' });
  const status = firstStatus(states)?.status ?? 'AVAILABLE';
  return {
    status,
    use: useOf(site, copy),
    fromLocation: meaning?.status !== null,
    due: mayBeOnLoan(status) && dueText !== null ? toDue(dueText) : null,
  };
}

function useOf(site: SymphonySite, copy: TitleCopy): ItemUse {
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

/**
 * When a loan is due. Midnight and 23:59 both mean the day; the XML puts the milliseconds of the request into the
 * time, so that the text is read and no instant is made of it. An hourly loan has an hour.
 *
 *     2020-05-07T00:00:00.712-04:00     that day
 *     2019-03-04T09:01:00.842-05:00     at 09:01
 *     2020-08-13T23:59:00-04:00         that day
 */
export function toDue(text: string): Due | null {
  const parts = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?/.exec(text);
  const [, on, minutes, seconds, offset] = parts ?? [];
  if (on === undefined) return null;
  if (minutes === undefined || minutes === '00:00' || minutes === '23:59' || offset === undefined) {
    return { on, at: null };
  }
  const zone = offset === 'Z' || offset.includes(':') ? offset : `${offset.slice(0, 3)}:${offset.slice(3)}`;
  return { on, at: `${on}T${minutes}:${seconds ?? '00'}${zone}` };
}
