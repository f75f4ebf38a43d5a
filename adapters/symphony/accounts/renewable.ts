/** Whether a renewal would be granted, as far as the loan itself says. */
import type { Refusal, Renewable } from '#domain/accounts.ts';
import type { Due } from '#domain/facts.ts';
import { RENEWED_AS_OFTEN_AS_ALLOWED, toRefusal } from '../../shared/accounts/refusals.ts';
import { notRenewable, RENEWABLE, RENEWABLE_UNKNOWN } from '../../shared/accounts/renewable.ts';
import type { SymphonySite } from '../site.ts';
import type { WireLoan } from './wire-accounts.ts';

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
