/** What a patron owes → domain, pure. */
import { createHash } from 'node:crypto';
import type { ChargeFacts } from '#domain/accounts.ts';

export interface Owed {
  /** In hundredths; null where it is not told. */
  readonly total: number | null;
  /** What the list of charges says, as it came; null if it was not told, or not whole. */
  readonly entries: readonly string[] | null;
  readonly currency: string;
}

/**
 * Charge by charge if each can be read, none is a credit and they come to the total, else the total alone: a sum that is certain
 * is better than parts that are not. Null if neither is told.
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
  // With what is paid back left out, the rest would come to more than is owed.
  const hasCredit = isRead && charges.some(({ hundredths }) => hundredths < 0);
  if (isRead && !hasCredit && (total === null || sum === total)) {
    return charges.filter(({ hundredths }) => hundredths > 0).map(toFacts);
  }
  const owed = total ?? sum;
  if (owed === null) return null;
  return owed > 0 ? [toFacts({ hundredths: owed, reason: null, raisedOn: null }, 0)] : [];
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
  const parts = /^(?<reason>.*?)\s*(?<day>\b\d{4}-\d\d-\d\d)?\s+(?<amount>\S+)$/.exec(
    ` ${entry.trim().replaceAll(/\s+/g, ' ')}`,
  )?.groups;
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

/** Marks of currencies and blanks, which say nothing of the number. */
const MARKS = /[\p{Sc}\s]|(?<!\p{L})[A-Z]{3}(?!\p{L})/gu;
/** A minus may stand before or behind; brackets are the bookkeeper's minus. */
const SIGNED = /^(?<before>-)?(?<open>\()?(?<digits>[\d.,']*\d[\d.,']*)(?<close>\))?(?<after>-)?$/;
/** Points, commas and apostrophes between thousands. */
const GROUPED = /^\d{1,3}(?:(?<mark>[.,'])\d{3})(?:\k<mark>\d{3})*$/;

/**
 * A sum as servers write it, in hundredths of the currency's unit; null if the text is no sum, or may be two of them: `1.234` is one pound and some, or more
 * than a thousand.
 *
 *     BV 5.00   BV$5.00   BV44   BV1.234,50
 */
export function readAmount(text: string): number | null {
  const groups = SIGNED.exec(text.replace(MARKS, ''))?.groups;
  const digits = groups?.['digits'];
  if (digits === undefined || (groups?.['open'] === undefined) !== (groups?.['close'] === undefined)) return null;
  const negative = [groups?.['before'], groups?.['open'], groups?.['after']].filter((sign) => sign !== undefined);
  const hundredths = negative.length > 1 ? null : unsigned(digits);
  return hundredths === null || negative.length === 0 || hundredths === 0 ? hundredths : -hundredths;
}

function unsigned(digits: string): number | null {
  if (/^\d+$/.test(digits)) return Number(digits) * 100;
  const fraction = /[.,](\d{1,2})$/.exec(digits);
  const last = fraction?.[0][0];
  const whole = fraction === null ? null : digits.slice(0, fraction.index);
  // Three digits behind the only mark are thousands at one site and a fraction at another.
  if (fraction === null || whole === null)
    return digits.includes("'") && GROUPED.test(digits) ? plain(digits) * 100 : null;
  if (whole !== '' && !/^\d+$/.test(whole) && (!GROUPED.test(whole) || whole.includes(last ?? ''))) return null;
  return plain(whole) * 100 + Number((fraction[1] ?? '').padEnd(2, '0'));
}

function plain(digits: string): number {
  return Number(digits.replace(/[.,']/g, '') || '0');
}

/** With two decimals: `5.00`. */
export function amountText(hundredths: number): string {
  return (hundredths / 100).toFixed(2);
}
