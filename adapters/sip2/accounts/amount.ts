/** Sums of money as SIP2 servers write them: with currency marks, blanks, and points or commas where they like. */

/** Marks of currencies and blanks, which say nothing of the number. */
const MARKS = /[\p{Sc}\s]|(?<!\p{L})[A-Z]{3}(?!\p{L})/gu;
/** A minus may stand before or behind; brackets are the bookkeeper's minus. */
const SIGNED = /^(?<before>-)?(?<open>\()?(?<digits>[\d.,']*\d[\d.,']*)(?<close>\))?(?<after>-)?$/;
/** Points, commas and apostrophes between thousands. */
const GROUPED = /^\d{1,3}(?:(?<mark>[.,'])\d{3})(?:\k<mark>\d{3})*$/;

/**
 * In hundredths of the currency's unit; null if the text is no sum, or may be two of them: `1.234` is one pound and some, or more
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
