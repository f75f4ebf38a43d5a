/** What a patron of Koha owes → domain, pure. */
import type { ChargeFacts } from '#domain/accounts.ts';
import type { KohaSite } from '../site.ts';
import type { WireAccount } from './wire-accounts.ts';

/** What is still owed; staff's notes on it are not read. */
export function toChargeFacts(site: KohaSite, account: WireAccount): readonly ChargeFacts[] {
  return account.outstanding_debits.lines
    .filter((line) => line.amount_outstanding > 0)
    .map((line) => ({
      localId: String(line.account_line_id),
      amount: { amount: line.amount_outstanding.toFixed(2), currency: site.settings.patrons.currency },
      reason: line.description,
      raisedOn: line.date,
    }));
}
