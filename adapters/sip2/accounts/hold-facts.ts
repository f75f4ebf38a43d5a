/** A hold: an entry in one of the two lists of holds, and its copy. Pure. */
import type { HoldFacts, HoldStatus } from '#domain/accounts.ts';
import { isMerciaError } from '#platform/errors.ts';
import { reasonOf } from '#contract/reason-codes.ts';
import { barcodeOf, namesOf, type NamedCopy } from './find-copies.ts';
import { itemIdOf } from './loan-facts.ts';
import type { AccountsSite } from './patron-records.ts';

/** The lists of 64: AS, and CD for what is not available. */
export type HoldList = 'holds' | 'unavailableHolds';

/** It has neither record nor place in the queue: SIP2 tells only how long the queue is. */
export function toHoldFacts(site: AccountsSite, named: NamedCopy, list: HoldList): HoldFacts {
  const { entry, copy } = named;
  const answered = isMerciaError(copy) ? null : copy;
  const barcode = barcodeOf(named);
  const status = holdStatusOf(site, named, list);
  const isCaught = status === 'READY' || status === 'IN_TRANSIT';
  return {
    ...namesOf(named),
    recordLocalId: null,
    barcode: barcode ?? undefined,
    title: answered?.title ?? entry.words,
    item: isCaught ? itemIdOf(site, barcode) : null,
    enumeration: null,
    status,
    queuePosition: null,
    pickup: null,
    placedAt: null,
    neededBy: null,
    expiresOn: status === 'READY' ? (answered?.collectBy ?? null) : null,
    ...limitationOf(site, copy, list),
  };
}

function limitationOf(site: AccountsSite, copy: NamedCopy['copy'], list: HoldList): Pick<HoldFacts, 'limitation'> {
  if (isMerciaError(copy)) {
    return { limitation: reasonOf(site, copy, 'The system gave the hold, but this time not its title') };
  }
  if (list !== 'unavailableHolds' || copy?.status !== IN_TRANSIT) return {};
  const message = 'The copy that the system names is on its way, and the system does not say whether to this reader';
  return { limitation: { code: 'NOT_SUPPORTED', message, system: site.system.id } };
}

const ON_HOLD_SHELF = '08';
const IN_TRANSIT = '10';

/**
 * READY sends somebody on their way, so it takes two that say it: a list of caught copies alone, and the copy itself. A list of
 * all holds may name any copy of the title, and what is on the shelf may wait for somebody else. What is unavailable is not ready;
 * whether a copy that travels does so for this hold is not told.
 */
export function holdStatusOf(site: AccountsSite, { copy }: Pick<NamedCopy, 'copy'>, list: HoldList): HoldStatus {
  if (list === 'unavailableHolds') return isMerciaError(copy) || copy?.status === IN_TRANSIT ? 'UNKNOWN' : 'QUEUED';
  if (!listsCaughtAlone(site) || copy === null || isMerciaError(copy)) return 'UNKNOWN';
  if (copy.status === ON_HOLD_SHELF) return 'READY';
  return copy.status === IN_TRANSIT ? 'IN_TRANSIT' : 'UNKNOWN';
}

/** Whether a copy waits or travels for a hold, or may: a list of caught copies alone says it by itself, a list of all holds if the copy does. */
export function mayBeCaught(site: AccountsSite, { copy }: Pick<NamedCopy, 'copy'>, list: HoldList): boolean {
  if (list === 'unavailableHolds') return holdStatusOf(site, { copy }, list) === 'UNKNOWN';
  if (listsCaughtAlone(site) || isMerciaError(copy)) return true;
  return copy?.status === ON_HOLD_SHELF || copy?.status === IN_TRANSIT;
}

function listsCaughtAlone({ patrons, dialect }: AccountsSite): boolean {
  return patrons.listsCaughtHolds ?? dialect.listsCaughtHolds;
}
