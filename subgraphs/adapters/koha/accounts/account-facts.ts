/** Koha → domain, pure: one patron's loans, holds and charges. */
import type { ChargeFacts, HoldFacts, HoldStatus, LoanFacts, Renewable } from '#domain/accounts.ts';
import type { Reason } from '#domain/facts.ts';
import { createId } from '#domain/ids.ts';
import { isMerciaError } from '#platform/errors.ts';
import { dueOf } from '../due.ts';
import { refusalFor } from './refusal-table.ts';
import { reasonOf } from '../../shared/reason-codes.ts';
import type { KohaSite } from '../site.ts';
import type { FoundTitle } from './titles.ts';
import type { WireAccount, WireLoan, WirePatronHold, WireTitle } from './wire-patrons.ts';

/** `refusal`: Koha's reason against a renewal, null where it would renew, undefined where it was not asked. */
export function toRenewable(refusal: string | null | undefined): Renewable {
  if (refusal === undefined) return { possible: null, refusal: null };
  return refusal === null ? { possible: true, refusal: null } : { possible: false, refusal: refusalFor(refusal) };
}

/** A loan. Koha names its copy alone: where titles could not be read, nobody can say of which record it is. */
export function toLoanFacts(
  site: KohaSite,
  loan: WireLoan,
  found: FoundTitle,
  renewable: Renewable,
  nowMs: number,
): LoanFacts {
  const title = isMerciaError(found) ? null : found;
  return {
    localId: String(loan.checkout_id),
    item: createId(site.system.id, 'item', String(loan.item_id)),
    recordLocalId: title === null ? null : String(title.biblio_id),
    title: title === null ? null : titleText(title),
    loanedAt: loan.checkout_date ?? null,
    due: dueOf(loan.due_date),
    overdue: Date.parse(loan.due_date) < nowMs,
    renewals: loan.renewals_count ?? null,
    renewable,
    ...limitationOf(site, found, 'The system told the loan, and this time not of what'),
  };
}

/**
 * A hold. The record of an interlibrary loan often carries the name of the reader it was made for: its title is told to
 * whoever has it on loan, and to nobody who waits for it.
 */
export function toHoldFacts(site: KohaSite, hold: WirePatronHold, found: FoundTitle): HoldFacts {
  const title = isMerciaError(found) ? null : found;
  const status = statusOf(hold);
  const { branches, ill } = site.settings;
  const tellable = title !== null && !ill.frameworks.includes(title.framework_id ?? '');
  const pickup = hold.pickup_library_id;
  return {
    localId: String(hold.hold_id),
    recordLocalId: String(hold.biblio_id),
    title: tellable ? titleText(title) : null,
    item: hold.item_id === null ? null : createId(site.system.id, 'item', String(hold.item_id)),
    enumeration: null,
    status,
    queuePosition: hold.status === null && hold.priority !== 0 ? (hold.priority ?? null) : null,
    pickup: pickup === null ? null : { code: pickup, name: branches[pickup] ?? null, siteCode: pickup },
    // Koha keeps the day alone.
    placedAt: null,
    // One column for two things: until when it is wanted, and, once it is on the shelf, until when it is kept there.
    neededBy: status === 'READY' ? null : hold.expiration_date,
    expiresOn: status === 'READY' ? hold.expiration_date : null,
    ...limitationOf(site, found, 'The system told the hold, and this time not its title'),
  };
}

/** Only where it could not be read: where Koha has no such title there is nothing that is kept from anybody. */
function limitationOf(site: KohaSite, found: FoundTitle, what: string): { readonly limitation?: Reason } {
  return isMerciaError(found) ? { limitation: reasonOf(site, found, what) } : {};
}

export function statusOf({ status, suspended }: WirePatronHold): HoldStatus {
  if (status === null) return suspended ? 'SUSPENDED' : 'QUEUED';
  if (status === 'W') return 'READY';
  return status === 'T' || status === 'P' ? 'IN_TRANSIT' : 'UNKNOWN';
}

/** What is still owed; staff's notes on it are not read. */
export function toCharges(site: KohaSite, account: WireAccount): readonly ChargeFacts[] {
  return account.outstanding_debits.lines
    .filter((line) => line.amount_outstanding > 0)
    .map((line) => ({
      localId: String(line.account_line_id),
      amount: { amount: line.amount_outstanding.toFixed(2), currency: site.settings.patrons.currency },
      reason: line.description,
      raisedOn: line.date,
    }));
}

/**
 * Title and subtitle without the punctuation that cataloguers end them with; null where there is none.
 *
 *     "title":"Heart failure :","subtitle":"a guide /"
 */
function titleText({ title, subtitle }: WireTitle): string | null {
  const parts = [title, subtitle].filter((part) => part !== null).map((part) => part.trim());
  const text = parts.join(' ').replace(/[\s/:;,=]+$/, '');
  return text === '' ? null : text;
}
