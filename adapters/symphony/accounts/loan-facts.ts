/** A loan of Symphony → domain, pure. */
import type { LoanFacts, Refusal, Renewable } from '#domain/accounts.ts';
import { createId, type ItemId } from '#domain/ids.ts';
import { itemLocalId } from '../item-ids.ts';
import type { SymphonySite } from '../site.ts';
import { dueOf } from '../due.ts';
import type { WireLoan } from './wire-accounts.ts';
import type { Due } from '#domain/facts.ts';
import {
  RENEWED_AS_OFTEN_AS_ALLOWED,
  toRefusal,
  notRenewable,
  RENEWABLE,
  RENEWABLE_UNKNOWN,
} from '../../shared/accounts/refusals.ts';

/** What has been brought back, or paid for, stays in the list for a while under this word. */
export function isOpen({ status }: WireLoan): boolean {
  return status !== 'INACTIVE';
}

/** An open loan; `today` is the day at the system, `YYYY-MM-DD`. */
export function toLoanFacts(site: SymphonySite, loan: WireLoan, today: string): LoanFacts {
  const dueText = loan.recallDueDate ?? loan.dueDate;
  const due = dueText === null ? null : dueOf(dueText);
  return {
    localId: loan.key,
    item: itemIdOf(site, loan.item),
    recordLocalId: loan.item?.bib?.key ?? titleKeyOf(loan.key),
    title: loan.item?.bib?.title ?? null,
    loanedAt: loan.checkOutDate,
    due,
    overdue: loan.overdue ?? null,
    renewals: loan.renewalCount ?? 0,
    renewable: toRenewable(site, loan, due, today),
  };
}

/** The copy by its number, as live items name it; by Symphony's own key if the number did not come. */
export function itemIdOf(
  site: SymphonySite,
  copy: { readonly key: string; readonly barcode: string | null } | null,
): ItemId | null {
  if (copy === null) return null;
  const titleId = titleKeyOf(copy.key);
  const local = copy.barcode === null || titleId === null ? copy.key : itemLocalId(titleId, copy.barcode);
  return createId(site.system.id, 'item', local);
}

/** The catalogue key at the beginning of the keys of calls, copies and loans: `476022:46:1`. */
function titleKeyOf(key: string): string | null {
  return /^(\d+):/.exec(key)?.[1] ?? null;
}

const DAY_MS = 86_400_000;

/**
 * What prevents a renewal, in the order in which staff would say it. The adapter asks as staff, who may do more than
 * readers, so readers' own limits are kept here. `today` is the day at the system.
 */
export function toRenewable(site: SymphonySite, loan: WireLoan, due: Due | null, today: string): Renewable {
  const refusal = whyNot(site, loan);
  if (refusal !== null) return notRenewable(refusal);
  const within = loan.circulationRule?.renewFromPeriod ?? 0;
  if (within > 0) {
    // Whether the period of an hourly loan is in hours is written nowhere.
    if (due?.at !== null) return RENEWABLE_UNKNOWN;
    if (today < daysBefore(due.on, within)) return notRenewable(toRefusal('TOO_SOON'));
  }
  const waiting = loan.item?.holdRecordList ?? null;
  if (waiting === null) return RENEWABLE_UNKNOWN;
  // Whether a hold stands in the way of a renewal is the site's rule.
  return waiting.some(({ status }) => status === 'PLACED') ? RENEWABLE_UNKNOWN : RENEWABLE;
}

function whyNot(site: SymphonySite, loan: WireLoan): Refusal | null {
  const { library, currentLocation } = loan.item ?? { library: null, currentLocation: null };
  if (library !== null && currentLocation !== null && site.meaningOf(library, currentLocation)?.status === 'LOST') {
    return toRefusal('SEE_STAFF');
  }
  if (loan.recallDueDate !== null || loan.recalledDate !== null) return toRefusal('RECALLED');
  if (loan.claimsReturnedDate !== null) return toRefusal('SEE_STAFF');
  const isSpent = loan.unseenRenewalsRemaining === 0 || loan.seenRenewalsRemaining === 0;
  return isSpent ? toRefusal(RENEWED_AS_OFTEN_AS_ALLOWED) : null;
}

function daysBefore(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - count * DAY_MS).toISOString().slice(0, 10);
}
