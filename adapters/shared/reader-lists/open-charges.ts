/** A line of a list of charges → what is left to pay. */
import type { OpenCharge } from '#contract/adapter.ts';
import { looksLikeCode } from '../codes.ts';
import { readAmount, readPence } from './amounts.ts';
import type { ListRow } from './list-rows.ts';
import { copyOf, type LoanReading } from './open-loans.ts';
import type { ListSource, ReaderListSettings } from './settings.ts';

type ChargeSource = ListSource<'charges'>;

export interface ChargeReading extends LoanReading, Pick<ReaderListSettings, 'currency'> {
  /** The only site that there is; null where there are several. */
  readonly onlySite: string | null;
  /** Sites that registered the readers, by their numbers; null where no list of readers says it. */
  readonly homeSites: ReadonlyMap<string, string | null> | null;
}

/** What is left to pay, in hundredths; below 0 for what the library owes. Throws for what is no amount. */
export function amountOf(row: ListRow, { amount, pence }: ChargeSource['columns'], currency: string): number {
  if (pence !== null) return readPence(row, pence);
  if (amount === null) throw new Error('a list of charges has a column of amounts');
  return readAmount(row, amount, currency);
}

/** By which a line is known that has no number of its own. */
export function lineOf({ setting, line }: ListRow): string {
  return `${setting}: line ${String(line)}`;
}

/** Null for words: they may be anybody's name, and what is no code cannot be mapped either. */
function kindOf(row: ListRow, { kind }: ChargeSource['columns']): string | null {
  const written = row.text(kind);
  return written !== null && looksLikeCode(written) ? written : null;
}

/** Null for a charge that is paid. */
export function toOpenCharge(row: ListRow, { columns }: ChargeSource, reading: ChargeReading): OpenCharge | null {
  const amountPence = amountOf(row, columns, reading.currency);
  const reader = row.needed(columns.reader);
  const copy = copyOf(row, columns);
  const chargedOn = row.time(columns.chargedOn)?.day ?? null;
  if (amountPence === 0) return null;
  return {
    localId: row.id(columns.id) ?? lineOf(row),
    readerToken: reading.accountToken(reader),
    homeSite: row.text(columns.homeSite) ?? reading.homeSites?.get(reader) ?? reading.onlySite,
    itemLocalId: reading.itemIdOf(copy) ?? copy.barcode ?? copy.item,
    ...(copy.barcode !== null && { barcode: copy.barcode }),
    recordLocalId: copy.record,
    kind: kindOf(row, columns),
    amountPence,
    currency: reading.currency,
    chargedOn,
  };
}
