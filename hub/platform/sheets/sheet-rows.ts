/** Rows as the caller wants them: the header found, the cells of the wanted columns read, what is wrong said of each. */
import { LONGEST_TEXT, cleanText, unescapeFormula } from './cells.ts';
import { normalHeader } from './raw-csv.ts';
import { refusal, type RawCell, type RawFault, type RawRow } from './raw-sheet.ts';

export interface WantedColumn {
  readonly header: string;
  /**
   * `code`: barcodes, record numbers, codes. A cell that Excel made a number or a date of is refused, because its zeros or
   * digits may be gone. `text` takes them as they look. A `date` is a day, given as `2026-03-01`.
   */
  readonly kind: 'code' | 'text' | 'number' | 'date';
  /** True if the sheet may be without this column; its values are null then. */
  readonly optional?: boolean;
  /** True if no row may be without a value. */
  readonly filled?: boolean;
}

/** By the name under which the caller wants the value. */
export type WantedColumns = Readonly<Record<string, WantedColumn>>;

export type SheetValues<Columns extends WantedColumns> = {
  readonly [Key in keyof Columns]: ValueOf<Columns[Key]['kind']> | null;
};

type ValueOf<Kind extends WantedColumn['kind']> = Kind extends 'number' ? number : string;

export interface SheetRow<Columns extends WantedColumns = WantedColumns> {
  /** As the spreadsheet counts rows; of a CSV, the line in which it begins. */
  readonly number: number;
  readonly values: SheetValues<Columns>;
}

/** Why one row is not among the rows. */
export interface SheetFault {
  readonly number: number;
  /** Its header; null if the whole row is meant. */
  readonly column: string | null;
  /** A sentence that names place and remedy, and no value. */
  readonly message: string;
}

export interface SheetContent<Columns extends WantedColumns = WantedColumns> {
  readonly rows: readonly SheetRow<Columns>[];
  readonly faults: readonly SheetFault[];
}

/** The header stands in one of the first rows, below what a report says on top. */
const HEADER_WITHIN = 50;
/** Of the columns that are there, so many are named. */
const MOST_NAMED = 30;

interface Header {
  readonly row: RawRow;
  readonly length: number;
  /** By key: where the column stands, -1 for an optional one that is not there. */
  readonly places: ReadonlyMap<string, number>;
}

interface SheetOptions {
  /** What a row is called. */
  readonly unit: 'Row' | 'Line';
  /** True if every row has as many cells as the header. */
  readonly isEven: boolean;
  readonly maxRows: number;
}

/** Reads the rows behind the header. Throws BAD_USER_INPUT if a column is missing or doubled, or if there are too many. */
export async function collectRows(
  raw: AsyncIterable<RawRow>,
  columns: WantedColumns,
  rawFaults: readonly RawFault[],
  options: SheetOptions,
): Promise<SheetContent> {
  const rows: SheetRow[] = [];
  const faults: SheetFault[] = [];
  const above: RawRow[] = [];
  // A row may have several faults.
  let count = 0;
  let header: Header | null = null;
  for await (const row of raw) {
    if (row.cells.every(isBlank)) continue;
    if (header === null) {
      header = above.length < HEADER_WITHIN ? headerIn(row, columns, options) : null;
      above.push(row);
      if (above.length > HEADER_WITHIN) break;
      continue;
    }
    count += 1;
    if (count > options.maxRows) {
      throw refusal(`The sheet has more than ${options.maxRows} rows. Divide it into smaller ones.`);
    }
    const read = readRow(row, header, columns, options);
    if (read.faults.length === 0) rows.push({ number: row.number, values: read.values });
    else faults.push(...read.faults);
  }
  if (header === null) throw missingColumns(above, columns, options);
  const unread = rawFaults.map(({ number, problem }) => fault(options, number, null, problem));
  return { rows, faults: [...faults, ...unread].toSorted((a, b) => a.number - b.number) };
}

/** Null if the row lacks a column that must be there: it is no header, or not ours. */
function headerIn(row: RawRow, columns: WantedColumns, { unit }: SheetOptions): Header | null {
  const names = row.cells.map(headerOf);
  const places = new Map<string, number>();
  for (const [key, { header, optional = false }] of Object.entries(columns)) {
    const place = names.indexOf(normalHeader(header));
    if (place === -1 && !optional) return null;
    places.set(key, place);
  }
  const doubled = Object.values(columns).find(({ header }) => {
    const name = normalHeader(header);
    return names.indexOf(name) !== names.lastIndexOf(name);
  });
  if (doubled !== undefined) {
    throw refusal(
      `${unit} ${row.number} has the column "${doubled.header}" twice. Take one away, or give it another name.`,
    );
  }
  return { row, length: names.length, places };
}

function missingColumns(above: readonly RawRow[], columns: WantedColumns, { unit }: SheetOptions): Error {
  const needed = Object.values(columns).filter(({ optional }) => optional !== true);
  const found = above.map((row) => {
    const names = row.cells.map(headerOf);
    return { row, missing: needed.filter(({ header }) => !names.includes(normalHeader(header))) };
  });
  const [best] = found.toSorted((a, b) => a.missing.length - b.missing.length);
  const missing = (best?.missing ?? needed).map(({ header }) => `"${header}"`).join(', ');
  if (best === undefined) return refusal(`The sheet is empty. Its first row must name the columns: ${missing}.`);
  if (best.missing.length === needed.length) {
    return refusal(`None of the first rows names the columns ${missing}. Write them above the values.`);
  }
  const names = best.row.cells.filter((cell) => typeof cell === 'string' && cell.trim() !== '').slice(0, MOST_NAMED);
  const there = names.map((name) => `"${String(name).slice(0, 60)}"`).join(', ');
  return refusal(`${unit} ${best.row.number} has no column ${missing}; it has ${there}. Add what is missing.`);
}

function headerOf(cell: RawCell): string {
  return typeof cell === 'string' && cell.length <= LONGEST_TEXT ? normalHeader(unescapeFormula(cleanText(cell))) : '';
}

type Values = Record<string, string | number | null>;

function readRow(
  row: RawRow,
  header: Header,
  columns: WantedColumns,
  options: SheetOptions,
): { values: Values; faults: SheetFault[] } {
  const values: Values = {};
  const faults: SheetFault[] = [];
  const tooMany = row.cells.slice(header.length).some((cell) => !isBlank(cell));
  if (options.isEven && (row.cells.length < header.length || tooMany)) {
    const what = `it has ${row.cells.length} values, the header ${header.length}`;
    faults.push(fault(options, row.number, null, `${what}; put values that hold the delimiter into quotes`));
    return { values, faults };
  }
  for (const [key, column] of Object.entries(columns)) {
    const read = readCell(row.cells[header.places.get(key) ?? -1] ?? null, column);
    if ('problem' in read) faults.push(fault(options, row.number, column.header, read.problem));
    else values[key] = read.value;
  }
  return { values, faults };
}

function fault({ unit }: SheetOptions, number: number, column: string | null, problem: string): SheetFault {
  const place = column === null ? `${unit} ${number}` : `${unit} ${number}, column "${column}"`;
  return { number, column, message: `${place}: ${problem}.` };
}

type ReadCell = { readonly value: string | number | null } | { readonly problem: string };

function readCell(cell: RawCell, { kind, filled = false }: WantedColumn): ReadCell {
  if (cell === null || cell === '' || (isBlank(cell) && (filled || kind === 'number' || kind === 'date'))) {
    return filled ? { problem: 'there is no value; enter one' } : { value: null };
  }
  if (typeof cell === 'string') {
    if (cell.length > LONGEST_TEXT)
      return { problem: `the text is longer than ${LONGEST_TEXT} characters; shorten it` };
    if (ERRORS.has(cell)) return { problem: 'Excel shows an error in the place of a value; enter the value' };
  }
  switch (kind) {
    case 'code':
      return readCode(cell);
    case 'text':
      return { value: typeof cell === 'string' ? plainText(cell) : asItLooks(cell) };
    case 'number':
      return readNumber(cell);
    case 'date':
      return readDay(cell);
  }
}

const ERRORS: ReadonlySet<string> = new Set([
  '#DIV/0!',
  '#N/A',
  '#NAME?',
  '#NULL!',
  '#NUM!',
  '#REF!',
  '#VALUE!',
  '#SPILL!',
]);

const ENTER_AGAIN = 'format the column as text and enter it again';

function readCode(cell: Exclude<RawCell, null>): ReadCell {
  if (typeof cell === 'number')
    return { problem: `Excel made a number of it, its leading zeros are gone: ${ENTER_AGAIN}` };
  if (cell instanceof Date) return { problem: `Excel made a date of it: ${ENTER_AGAIN}` };
  if (typeof cell === 'boolean') return { problem: `Excel made TRUE or FALSE of it: ${ENTER_AGAIN}` };
  const text = plainText(cell);
  // `3.2E+13`
  if (/^\s*\d(?:[.,]\d+)?E\+\d{1,3}\s*$/i.test(text)) {
    return { problem: `a spreadsheet made a number of it and its last digits are gone: ${ENTER_AGAIN}` };
  }
  return { value: text };
}

function plainText(text: string): string {
  return unescapeFormula(cleanText(text));
}

function asItLooks(cell: number | boolean | Date): string {
  if (cell instanceof Date) return dayOf(cell);
  return typeof cell === 'boolean' ? String(cell).toUpperCase() : String(cell);
}

function readNumber(cell: Exclude<RawCell, null>): ReadCell {
  if (typeof cell === 'number') return { value: cell };
  const text = typeof cell === 'string' ? plainText(cell).trim() : '';
  const isNumber = /^[+-]?\d+(?:\.\d+)?$/.test(text);
  return isNumber ? { value: Number(text) } : { problem: 'this is no number; write digits alone, without separators' };
}

function readDay(cell: Exclude<RawCell, null>): ReadCell {
  if (cell instanceof Date && !Number.isNaN(cell.getTime())) return { value: dayOf(cell) };
  const text = typeof cell === 'string' ? plainText(cell).trim() : '';
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text) && dayOf(new Date(text)) === text;
  return isDay ? { value: text } : { problem: 'this is no date; write year, month and day as 2026-03-01' };
}

function dayOf(date: Date): string {
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
}

function isBlank(cell: RawCell): boolean {
  return cell === null || (typeof cell === 'string' && cell.trim() === '');
}
