/** What a patron of Koha owes → domain, pure. */
import type { ChargeFacts } from '#domain/accounts.ts';
import type { KohaSite } from '../site.ts';
import type { WireAccount } from './wire-accounts.ts';

/**
 * What is still owed; staff's notes on it are not read. What was paid and not applied to any charge yet lessens the oldest first, as
 * Koha does it when somebody applies it, so that the charges add up to the balance.
 */
export function toChargeFacts(site: KohaSite, account: WireAccount): readonly ChargeFacts[] {
  const open = account.outstanding_debits.lines.filter((line) => line.amount_outstanding > 0);
  const cents = (amount: number): number => Math.round(amount * 100);
  let credit = open.reduce((sum, line) => sum + cents(line.amount_outstanding), 0) - cents(account.balance);
  const owed = new Map<number, number>();
  for (const line of open.toSorted((a, b) => a.account_line_id - b.account_line_id)) {
    const paid = Math.min(Math.max(0, credit), cents(line.amount_outstanding));
    credit -= paid;
    owed.set(line.account_line_id, cents(line.amount_outstanding) - paid);
  }
  return open.flatMap((line): readonly ChargeFacts[] => {
    const left = owed.get(line.account_line_id) ?? 0;
    if (left === 0) return [];
    return [
      {
        localId: String(line.account_line_id),
        amount: { amount: (left / 100).toFixed(2), currency: site.settings.patrons.currency },
        reason: line.description,
        raisedOn: line.date,
      },
    ];
  });
}
