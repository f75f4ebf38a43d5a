/** A line of a list of loans → a loan. */
import type { OpenLoan } from '#contract/adapter.ts';
import { toDue } from '#domain/due.ts';
import type { Due } from '#domain/facts.ts';
import type { WrittenTime } from '../written-days.ts';
import type { ListRow } from './list-rows.ts';
import type { ListSource } from './settings.ts';

/** A copy as a line names it. */
export interface ListedCopy {
  readonly record: string | null;
  /** The system's own number of the copy. */
  readonly item: string | null;
  readonly barcode: string | null;
}

/** What a kind knows that the lists do not say. */
export interface LoanReading {
  /** The id that the kind's harvest gives a copy; null where it cannot be made of what the line says. */
  readonly itemIdOf: (copy: ListedCopy) => string | null;
  readonly accountToken: (reader: string) => string;
}

export function toOpenLoan(
  row: ListRow,
  { columns }: ListSource<'loans'>,
  { itemIdOf, accountToken }: LoanReading,
): OpenLoan {
  const copy = copyOf(row, columns);
  const itemLocalId = itemIdOf(copy) ?? copy.barcode ?? copy.item;
  if (itemLocalId === null)
    throw row.fault(columns.barcode ?? columns.item ?? columns.reader, 'is empty; each loan names its copy');
  const at = row.time(columns.loanedOn)?.at ?? null;
  return {
    localId: row.id(columns.id) ?? itemLocalId,
    itemLocalId,
    ...(copy.barcode !== null && { barcode: copy.barcode }),
    recordLocalId: copy.record,
    readerToken: accountToken(row.needed(columns.reader)),
    // A day alone is no moment: nobody knows its hour.
    loanedAt: at === null ? null : new Date(at).toISOString(),
    due: dueOf(row.time(columns.due)),
    renewals: row.count(columns.renewals),
  };
}

type CopyColumns = Pick<ListSource<'loans'>['columns'], 'record' | 'item' | 'barcode'>;

export function copyOf(row: ListRow, { record, item, barcode }: CopyColumns): ListedCopy {
  return { record: row.id(record), item: row.id(item), barcode: row.id(barcode) };
}

const DAY_MINUTES = 24 * 60;

/** Systems write the last minute of the day for loans by the day, and exports of a day alone often its first. */
function dueOf(time: WrittenTime | null): Due | null {
  if (time === null) return null;
  const { day: on, clock, at } = time;
  const isByDay = clock === null || at === null || clock.minutes % (DAY_MINUTES - 1) === 0;
  return toDue({ on, at: isByDay ? null : new Date(at).toISOString() });
}
