/** A hold of Symphony → domain, pure. */
import type { HoldFacts, HoldStatus } from '#domain/accounts.ts';
import type { Place } from '#domain/facts.ts';
import type { PolicyList } from '../policies.ts';
import type { SymphonySite } from '../site.ts';
import { itemIdOf } from './loan-facts.ts';
import type { WireHold } from './wire-accounts.ts';

const STATUSES: Readonly<Record<string, HoldStatus>> = {
  PLACED: 'QUEUED',
  BEING_HELD: 'READY',
  TRANSIT: 'IN_TRANSIT',
  SUSPENDED: 'SUSPENDED',
  CANCELLED: 'CANCELLED',
  EXPIRED: 'EXPIRED',
};

/** A hold as it stands; `today` is the day at the system, `libraries` the words for its codes. */
export function toHoldFacts(site: SymphonySite, libraries: PolicyList, hold: WireHold, today: string): HoldFacts {
  const status = holdStatusOf(hold, today);
  // Until a copy is caught, a hold on a title names any copy of it.
  const caught = status === 'READY' || status === 'IN_TRANSIT' ? (hold.selectedItem ?? hold.item) : null;
  const copy = caught ?? (hold.holdType === 'COPY' ? hold.item : null);
  return {
    localId: hold.key,
    recordLocalId: hold.bib?.key ?? null,
    title: hold.bib?.title ?? null,
    item: itemIdOf(site, copy),
    enumeration: hold.holdType === 'COPY' ? (hold.item?.call?.volumetric ?? null) : null,
    status,
    queuePosition: status === 'QUEUED' ? hold.queuePosition : null,
    pickup: hold.pickupLibrary === null ? null : placeOf(site, libraries, hold.pickupLibrary),
    // Symphony keeps the day alone.
    placedAt: null,
    neededBy: hold.fillByDate,
    expiresOn: hold.expirationDate,
  };
}

/** A suspension is written into a hold beforehand, with the days of its beginning and end. */
export function holdStatusOf(hold: WireHold, today: string): HoldStatus {
  const status = STATUSES[hold.status ?? ''] ?? 'UNKNOWN';
  const { suspendBeginDate: from, suspendEndDate: to } = hold;
  const isSuspended = status === 'QUEUED' && from !== null && from <= today && (to === null || today <= to);
  return isSuspended ? 'SUSPENDED' : status;
}

/** What is over stays with the account for a while, and is none of the reader's holds any more. */
export function isOver(status: HoldStatus): boolean {
  return status === 'CANCELLED' || status === 'EXPIRED';
}

function placeOf(site: SymphonySite, libraries: PolicyList, code: string): Place {
  const name = site.settings.libraries[code]?.name ?? libraries.get(code)?.name ?? null;
  return { code, name, siteCode: code };
}
