/** Whether a renewal would be granted, as far as the loan itself says. */
import type { Refusal, Renewable } from '#domain/accounts.ts';
import type { Due } from '#domain/facts.ts';
import type { SymphonySite } from '../site.ts';
import { refusalOf } from './refusals.ts';
import type { WireLoan } from './wire-account.ts';

const DAY_MS = 86_400_000;
const MAY_BE: Renewable = { possible: true, refusal: null };
const UNCERTAIN: Renewable = { possible: null, refusal: null };

/**
 * What stands against renewing a loan, in the order in which a desk would say it. The adapter asks as staff, who may go
 * beyond what readers may do themselves, so that readers' own limits have to be kept here. `today` is the day at the
 * system.
 */
export function toRenewable(site: SymphonySite, loan: WireLoan, due: Due | null, today: string): Renewable {
  const refusal = whyNot(site, loan);
  if (refusal !== null) return { possible: false, refusal };
  const within = loan.circulationRule?.renewFromPeriod ?? 0;
  if (within > 0) {
    // Whether the period of an hourly loan is in hours is written nowhere.
    if (due?.at !== null) return UNCERTAIN;
    if (today < daysBefore(due.on, within)) return { possible: false, refusal: refusalOf('TOO_SOON', null) };
  }
  const waiting = loan.item?.holdRecordList ?? null;
  if (waiting === null) return UNCERTAIN;
  // Whether a hold stands in the way of a renewal is the site's rule.
  return waiting.some(({ status }) => status === 'PLACED') ? UNCERTAIN : MAY_BE;
}

function whyNot(site: SymphonySite, loan: WireLoan): Refusal | null {
  const { library, currentLocation } = loan.item ?? { library: null, currentLocation: null };
  if (library !== null && currentLocation !== null && site.meaningOf(library, currentLocation)?.status === 'LOST') {
    return refusalOf('SEE_STAFF', null);
  }
  if (loan.recallDueDate !== null || loan.recalledDate !== null) return refusalOf('RECALLED', null);
  if (loan.claimsReturnedDate !== null) return refusalOf('SEE_STAFF', null);
  const isSpent = loan.unseenRenewalsRemaining === 0 || loan.seenRenewalsRemaining === 0;
  return isSpent ? refusalOf('LIMIT_REACHED', null) : null;
}

function daysBefore(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - count * DAY_MS).toISOString().slice(0, 10);
}
