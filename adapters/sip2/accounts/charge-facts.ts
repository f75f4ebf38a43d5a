/** What a patron owes → domain, pure. */
import { createHash } from 'node:crypto';
import type { ChargeFacts } from '#domain/accounts.ts';
import { amountText, readAmount } from './amount.ts';

export interface Owed {
  /** In hundredths; null where it is not told. */
  readonly total: number | null;
  /** What the list of charges says, as it came; null if it was not told, or not whole. */
  readonly entries: readonly string[] | null;
  readonly currency: string;
}

/**
 * Charge by charge if each can be read and they come to the total, else the total alone: a sum that is certain is better than
 * parts that are not. Null if neither is told.
 */
export function toChargeFacts({ total, entries, currency }: Owed): readonly ChargeFacts[] | null {
  const charges = entries?.map(readCharge) ?? [null];
  const isRead = charges.every((charge) => charge !== null);
  const sum = isRead ? charges.reduce((all, charge) => all + charge.hundredths, 0) : null;
  const toFacts = (charge: Charge, place: number): ChargeFacts => ({
    localId: idOf(charge, place),
    amount: { amount: amountText(charge.hundredths), currency },
    reason: charge.reason,
    raisedOn: charge.raisedOn,
  });
  if (isRead && sum !== null && (total === null || sum === total)) {
    return charges.filter(({ hundredths }) => hundredths > 0).map(toFacts);
  }
  if (total === null) return null;
  return total > 0 ? [toFacts({ hundredths: total, reason: null, raisedOn: null }, 0)] : [];
}

interface Charge {
  readonly hundredths: number;
  readonly reason: string | null;
  readonly raisedOn: string | null;
}

/**
 * A charge as Koha writes it: what for, a day if it is for a loan, and the amount.
 *
 *     AVHistory of lace / 2026-10-05 10.00   AVLost book 12.50
 */
function readCharge(entry: string): Charge | null {
  const parts = /^(?<reason>.*?)\s*(?<day>\b\d{4}-\d\d-\d\d)?\s+(?<amount>\S+)$/.exec(` ${entry.trim()}`)?.groups;
  const hundredths = readAmount(parts?.['amount'] ?? '');
  if (hundredths === null) return null;
  const reason = (parts?.['reason'] ?? '').trim().replace(/[\s/:;,=]+$/, '');
  return { hundredths, reason: reason === '' ? null : reason, raisedOn: parts?.['day'] ?? null };
}

/** SIP2 gives charges no number: they are told apart by what they say and their place. */
function idOf({ hundredths, reason, raisedOn }: Charge, place: number): string {
  const text = JSON.stringify([hundredths, reason, raisedOn, place]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
