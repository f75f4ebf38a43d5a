/** Amounts of money as lists write them. Pure. */
import type { ListRow } from './list-rows.ts';
import type { ListColumn } from './settings.ts';

/**
 * `12.50`, `12.5`, `.50`, `12.500000` as a database prints it, `£1,234.50`, `12,50`, `-3`; a sign of a currency before it or behind it.
 * `1.230` and `1,230` are none: each may be a thousand, or a little more than one.
 */
const AMOUNT =
  /^(-?)(\p{Sc}?)\s?(-?)(\d{1,9}|\d{1,3},\d{3}(?=\.)|\d{1,3}(?:,\d{3}){2}|(?=\.\d))(?:\.(\d|\d\d(?:0{2,})?)|,(\d\d?))?\s?(\p{Sc}?)$/u;

/** Whole pence, as `1250`: a point or a comma in it would make it pounds. Throws for nothing, and for what is no such number. */
export function readPence(row: ListRow, column: ListColumn): number {
  const written = row.amount(column);
  if (!/^-?\d{1,9}$/.test(written)) throw row.fault(column, 'holds no whole number of pence, as 1250');
  return Number(written);
}

/**
 * What stands there, in hundredths of `currency` (ISO 4217). Throws for nothing, which is not the same as nothing owed, for what is
 * no amount, and for the sign of another currency.
 */
export function readAmount(row: ListRow, column: ListColumn, currency: string): number {
  const [, before, signBefore, behind, whole, point, comma, signBehind] = AMOUNT.exec(row.amount(column)) ?? [];
  if (whole === undefined) throw row.fault(column, 'holds no amount, as 12.50');
  const own = signOf(currency);
  if ([signBefore, signBehind].some((sign = '') => sign !== '' && sign !== own)) {
    throw row.fault(column, `holds an amount in another currency than ${currency}; set "currency" to that of the list`);
  }
  const hundredths =
    Number(whole.replaceAll(',', '')) * 100 + Number((point ?? comma ?? '').slice(0, 2).padEnd(2, '0'));
  return before === '-' || behind === '-' ? -hundredths : hundredths;
}

/** `£` of GBP; letters, which no amount is written with here, for a currency without a sign. */
function signOf(currency: string): string | undefined {
  const written = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  return written.formatToParts(0).find(({ type }) => type === 'currency')?.value;
}
