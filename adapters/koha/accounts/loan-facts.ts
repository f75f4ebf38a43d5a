/** A loan of Koha → domain, pure. */
import type { LoanFacts } from '#domain/accounts.ts';
import { createId } from '#domain/ids.ts';
import { isMerciaError } from '#platform/errors.ts';
import { dueOf } from '../due.ts';
import type { KohaSite } from '../site.ts';
import type { FoundRenewable } from './renewable.ts';
import { limitationOf, titleText, type FoundTitle } from './titles.ts';
import type { WireLoan } from './wire-accounts.ts';
import { RENEWABLE_UNKNOWN } from '../../shared/accounts/refusals.ts';

/** Koha names the copy alone: if its title could not be read, the record is unknown too. */
export function toLoanFacts(
  site: KohaSite,
  loan: WireLoan,
  found: FoundTitle,
  renewable: FoundRenewable,
  nowMs: number,
): LoanFacts {
  const title = isMerciaError(found) ? null : found;
  const due = dueOf(loan.due_date);
  return {
    localId: String(loan.checkout_id),
    item: createId(site.system.id, 'item', String(loan.item_id)),
    recordLocalId: title === null ? null : String(title.biblio_id),
    title: title === null ? null : titleText(title),
    loanedAt: loan.checkout_date ?? null,
    due,
    overdue: due === null ? null : Date.parse(loan.due_date) < nowMs,
    renewals: loan.renewals_count ?? null,
    renewable: isMerciaError(renewable) ? RENEWABLE_UNKNOWN : renewable,
    // Of two reasons the one for the title: more is missed without it.
    ...limitationOf(site, renewable, 'The system gave the loan, but this time not whether it can be renewed'),
    ...limitationOf(site, found, 'The system gave the loan, but this time not its title'),
  };
}
