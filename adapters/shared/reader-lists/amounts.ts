/** Amounts of money as lists write them. Pure. */
import type { ListRow } from './list-rows.ts';
import type { ListColumn } from './settings.ts';

/** `12.50`, `12.500000` as a database prints it, `£1,234.50`, `12,50`, `-3`; a sign of a currency before it or behind it. */
const AMOUNT = /^(-?)\p{Sc}?\s?(-?)(\d{1,9}|\d{1,3}(?:,\d{3}){1,2})(?:[.,](\d\d)0*)?\s?\p{Sc}?$/u;

/** What stands there, in hundredths. Throws for nothing, which is not the same as nothing owed, and for what is no amount. */
export function readAmount(row: ListRow, column: ListColumn): number {
  const [, before, behind, whole, part = '00'] = AMOUNT.exec(row.needed(column)) ?? [];
  if (whole === undefined) throw row.fault(column, 'holds no amount, as 12.50');
  const hundredths = Number(whole.replaceAll(',', '')) * 100 + Number(part);
  return before === '-' || behind === '-' ? -hundredths : hundredths;
}
