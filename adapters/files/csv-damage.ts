/** What spreadsheets do to a list that somebody opened and saved: found before it is taken for what the library said. Pure. */
import type { CsvRecords } from './config.ts';
import { isQuantity, isRounded } from '../shared/csv-rows.ts';

/** What stands in a column of the line. */
export type CellOf = (column: string) => string;

const MONTH = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec';
/** `01-Feb`, `Feb-01`: what a spreadsheet makes of 1-2. */
const DAY_OF_MONTH = new RegExp(`^(?:\\d{1,2}-(?:${MONTH})|(?:${MONTH})-\\d{2})$`, 'i');
const TURNED_DATE = /^\d{1,2}[/.]\d{1,2}[/.]\d{2,4}$/;
const WHOLE_DATE = /^\d{4}-\d\d-\d\d(?:[ T]|$)/;
/** `43466`: how a spreadsheet counts days, or a year that it took for an amount. */
const NO_YEAR = /^\d{5,}$|^\d+[.,]0+$/;
const CELL_ERROR = /^#(?:REF!|N\/A|NAME\?|VALUE!|DIV\/0!|NULL!|NUM!|#+)$/;

/**
 * The column with the number of a record or of a copy of which digits are lost: then none of the file can be trusted, because the
 * same was done to every line. Null if there is none.
 */
export function lostNumber({ columns, copies }: CsvRecords, cellOf: CellOf): string | null {
  const names = [columns.record, copies?.barcode, copies?.id].flatMap((name) => name ?? []);
  return names.find((name) => isQuantity(cellOf(name))) ?? null;
}

/** What a spreadsheet did to another cell of the line, in words and without the cell; null if nothing of the kind is seen. */
export function damageOf({ columns, copies, runs }: CsvRecords, cellOf: CellOf, all: readonly string[]): string | null {
  const inColumns = (
    names: readonly (string | null | undefined)[],
    is: (value: string) => boolean,
    what: string,
  ): string | null => {
    const column = names.flatMap((name) => name ?? []).find((name) => is(cellOf(name)));
    return column === undefined ? null : `the column "${column}": ${what}`;
  };
  const { isbn, issn, oclc, nlm, edition, partNumber, classMark, year } = columns;
  const short = [edition, partNumber, ...classMark, copies?.enumeration, copies?.callNumber, copies?.copyNumber];
  const ends = [runs?.from, runs?.to, runs?.fromVolume, runs?.toVolume];
  return (
    inColumns(all, (value) => CELL_ERROR.test(value), 'an error of a spreadsheet') ??
    inColumns([...isbn, ...issn, ...oclc, ...nlm], isRounded, 'a spreadsheet took a number for a quantity') ??
    inColumns(
      [...short, year, runs?.statement, ...ends],
      (value) => DAY_OF_MONTH.test(value) || TURNED_DATE.test(value),
      'a spreadsheet took it for a date',
    ) ??
    // Runs may begin on a day: written year first it is read as no volume, and kept as its text.
    inColumns([...short, year], (value) => WHOLE_DATE.test(value), 'a spreadsheet took it for a date') ??
    inColumns([year, ...ends], (value) => NO_YEAR.test(value), 'a spreadsheet took the number for an amount')
  );
}

export function dayColumns({ copies }: CsvRecords): readonly string[] {
  const { due = null, acquiredOn = null, createdOn = null, lastBorrowedOn = null } = copies ?? {};
  return [due, acquiredOn, createdOn, lastBorrowedOn].flatMap((name) => name ?? []);
}
