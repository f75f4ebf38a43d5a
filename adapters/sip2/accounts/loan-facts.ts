/** A loan: an entry in the list of what is out, and its copy. Pure. */
import { toWallTime } from '#domain/wall-time.ts';
import type { LoanFacts, Renewable } from '#domain/accounts.ts';
import type { Due, Reason } from '#domain/facts.ts';
import { createId, type ItemId } from '#domain/ids.ts';
import { isMerciaError } from '#platform/errors.ts';
import { toRefusal, notRenewable, RENEWABLE_UNKNOWN } from '../../shared/accounts/refusals.ts';
import { reasonOf } from '#contract/reason-codes.ts';
import { barcodeOf, copyBarcodeOf, namesOf, type NamedCopy } from './find-copies.ts';
import type { PatronAnswer } from './patron-answer.ts';
import type { AccountsSite } from './patron-records.ts';
import { NO_BARCODE } from './refusal-texts.ts';

export interface LoanSituation {
  readonly flags: PatronAnswer['flags'];
  /** Whether the list of what is overdue has it; null if it was not told, or not whole, or may mean another loan. */
  readonly isOverdue: boolean | null;
  readonly nowMs: number;
}

/** Charged, and asked back for somebody else. */
const RECALLED = '07';

/** It has no record and no count of renewals: SIP2 tells neither. */
export function toLoanFacts(site: AccountsSite, named: NamedCopy, situation: LoanSituation): LoanFacts {
  const { entry, copy } = named;
  const answered = isMerciaError(copy) ? null : copy;
  const barcode = barcodeOf(named);
  const limitation = limitationOfLoan(site, named);
  return {
    ...namesOf(named),
    item: itemIdOf(site, barcode),
    recordLocalId: null,
    barcode: barcode ?? undefined,
    title: answered?.title ?? entry.words,
    loanedAt: null,
    due: answered?.due ?? null,
    overdue: isOverdue(site, answered?.due ?? null, situation),
    renewals: null,
    renewable: toRenewable(situation.flags, named),
    ...(limitation === null ? {} : { limitation }),
  };
}

/** The copy by its barcode, where harvest knows it by that. */
export function itemIdOf(site: AccountsSite, barcode: string | null): ItemId | null {
  return barcode !== null && site.patrons.copyIds === 'BARCODE' ? createId(site.system.id, 'item', barcode) : null;
}

function isOverdue({ system }: AccountsSite, due: Due | null, situation: LoanSituation): boolean | null {
  const { isOverdue: isListed, nowMs } = situation;
  if (isListed === true || due === null) return isListed;
  return due.at === null ? due.on < toWallTime(nowMs, system.timeZone).day : Date.parse(due.at) < nowMs;
}

/** Beforehand a status, a flag and a missing barcode say no; else it can only be tried. */
export function toRenewable(flags: PatronAnswer['flags'], named: NamedCopy): Renewable {
  const { copy } = named;
  if (flags?.has('RENEWAL_DENIED') === true) return notRenewable(toRefusal('BLOCKED'));
  if (isMerciaError(copy)) return RENEWABLE_UNKNOWN;
  if (copyBarcodeOf(named) === null) return notRenewable(toRefusal(NO_BARCODE));
  return copy?.status === RECALLED ? notRenewable(toRefusal('RECALLED')) : RENEWABLE_UNKNOWN;
}

function limitationOfLoan(site: AccountsSite, { copy }: NamedCopy): Reason | null {
  const { id: system } = site.system;
  if (isMerciaError(copy)) {
    return reasonOf(site, copy, 'The system gave the loan, but this time neither its title nor the day that it is due');
  }
  if (copy === null) {
    const message = 'The system names this loan by a number that it explains no further';
    return { code: 'NOT_SUPPORTED', message, system };
  }
  if (copy.due !== null) return null;
  return { code: 'NOT_SUPPORTED', message: 'The system does not say when this loan is due', system };
}
