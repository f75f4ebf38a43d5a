/** A bill of Symphony → domain, pure. */
import type { ChargeFacts } from '#domain/accounts.ts';
import type { WireBill } from './wire-accounts.ts';

/** What is still owed on a bill; null if nothing is. Its key contains the patron's, so it must be sealed. */
export function toChargeFacts(bill: WireBill): ChargeFacts | null {
  const money = bill.owed ?? bill.amount;
  if (money === null) return null;
  // Digits as they came, with two behind the point: an amount never becomes a number.
  const [whole = '0', cents = ''] = money.amount.split('.');
  const amount = `${whole}.${cents.padEnd(2, '0')}`;
  if (/^-?0+\.00$/.test(amount)) return null;
  return {
    localId: bill.key,
    amount: { amount, currency: money.currencyCode },
    reason: wordsOf(bill),
    raisedOn: bill.billDate,
  };
}

function wordsOf({ block }: WireBill): string | null {
  if (block === null) return null;
  // A description may be a raw message key.
  const words = block.description?.startsWith('$<') === true ? null : block.description;
  return words ?? block.key;
}
