/** Workbooks of several sheets, written as a stream: what is held does not grow with the number of rows. */
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { WorkbookWriter, WorksheetWriter } from '@cj-tech-master/excelts';
import { cleanText, escapeFormula, textOf, type Cell, type Column, type Link, type Row, type Rows } from './cells.ts';
import { writeWholeFile } from '../whole-file.ts';

/** The lines above the header. */
export interface Summary {
  readonly title: string;
  /** What must be seen first, `NOT RECONCILED …`. */
  readonly banner?: string | undefined;
  readonly lines?: readonly (readonly [label: string, value: Cell])[];
}

export interface Sheet {
  /** Made valid and unique: see {@link createSheetNames}. */
  readonly name: string;
  /** Stands above the header, on the sheets that continue this one too. At most one screen of it. */
  readonly summary?: Summary | undefined;
  /** None for a sheet of a summary alone. */
  readonly columns: readonly Column[];
  readonly rows: Rows;
}

export interface WorkbookOptions {
  /** What goes beyond it continues in a further sheet; Excel's own limit where not said. */
  readonly rowsPerSheet?: number;
}

/** Excel's limits. */
const MOST_ROWS = 1_048_576;
const LONGEST_ADDRESS = 2_079;
/**
 * Of one sheet. Excel takes 65,530; LibreOffice, which compares each with the others, opens 20,000 in forty seconds and
 * 65,530 not in ten minutes.
 */
const MOST_LINKS = 10_000;

/** With more above the rows, a small screen would show nothing else: then nothing is kept in place. */
const MOST_FROZEN_ROWS = 20;
/** After so many rows the stream is given time to write. */
const ROWS_BETWEEN = 250;
/** In characters. */
const WIDTH = { text: 20, number: 10, date: 12, link: 20 } as const satisfies Record<Column['kind'], number>;

const BOLD = { font: { bold: true } } as const;
const BANNER = { font: { bold: true, color: { argb: 'FFD5281B' } } } as const;
const LINK_FONT = { underline: true, color: { argb: 'FF0563C1' } } as const;
/** What is typed or corrected in a cell of this format stays text. */
const AS_TEXT = { numFmt: '@' } as const;

/**
 * Writes the sheets to a file or a stream, one after another. Text stays text, whatever it looks like. Ends the stream;
 * rejects with what the rows or the stream throw, and leaves no file behind then.
 */
export async function writeWorkbook(
  target: string | Writable,
  sheets: readonly Sheet[],
  { rowsPerSheet = MOST_ROWS }: WorkbookOptions = {},
): Promise<void> {
  if (typeof target === 'string') {
    await writeWholeFile(target, (file) => writeWorkbook(file, sheets, { rowsPerSheet }));
    return;
  }
  // Takes 80 MB, which a process that writes no workbook can spare.
  const { WorkbookWriter: Writer } = await import('@cj-tech-master/excelts');
  const written = finished(target, { readable: false });
  // Awaited below; until then its failure has no other listener.
  written.catch(() => undefined);
  try {
    const book = new Writer({ stream: target, useStyles: true, creator: 'Mercia', lastModifiedBy: 'Mercia' });
    const nameSheet = createSheetNames();
    const flush = (): Promise<unknown> => Promise.race([written, drained(target)]);
    for (const sheet of sheets) {
      await writeSheet({ begin: () => beginPage(book, nameSheet(sheet.name), sheet), sheet, rowsPerSheet, flush });
    }
    await Promise.race([written, book.commit()]);
    await written;
  } catch (error) {
    target.destroy();
    throw error;
  }
}

function drained(out: Writable): Promise<void> {
  return new Promise((done) => {
    if (out.writableNeedDrain) out.once('drain', done);
    else setImmediate(done);
  });
}

interface SheetTask {
  readonly begin: () => Page;
  readonly sheet: Sheet;
  readonly rowsPerSheet: number;
  /** Resolves when the stream has room; rejects when it failed. */
  readonly flush: () => Promise<unknown>;
}

/** One sheet of the file, as far as it is written. */
interface Page {
  readonly sheet: WorksheetWriter;
  /** Rows above those of the sheet. */
  readonly headerRow: number;
  rows: number;
  links: number;
}

async function writeSheet({ begin, sheet, rowsPerSheet, flush }: SheetTask): Promise<void> {
  let page = begin();
  for await (const row of sheet.rows) {
    if (page.rows >= rowsPerSheet) {
      endPage(page, sheet.columns);
      page = begin();
    }
    writeRow(page, sheet.columns, row);
    if (page.rows % ROWS_BETWEEN === 0) await flush();
  }
  endPage(page, sheet.columns);
  await flush();
}

function beginPage(book: WorkbookWriter, name: string, { summary, columns }: Sheet): Page {
  const above = summary === undefined ? 0 : summaryRows(summary).length + (columns.length > 0 ? 1 : 0);
  const headerRow = columns.length > 0 ? above + 1 : above;
  const freezes = columns.length > 0 && headerRow <= MOST_FROZEN_ROWS;
  const sheet = book.addWorksheet(name, freezes ? { views: [{ state: 'frozen', ySplit: headerRow }] } : {});
  sheet.columns = columns.map(({ header, kind, width = Math.max(WIDTH[kind], header.length + 2) }) =>
    kind === 'text' ? { width, style: AS_TEXT } : { width },
  );
  if (summary !== undefined) {
    for (const { values, style } of summaryRows(summary)) {
      const row = sheet.addRow(values.map(plainValue));
      row.eachCell((cell, column) => {
        cell.style = column === 1 ? style : {};
      });
      row.commit();
    }
    if (columns.length > 0) sheet.addRow([]).commit();
  }
  if (columns.length > 0) {
    const row = sheet.addRow(columns.map(({ header }) => textValue(header)));
    row.eachCell((cell) => {
      cell.style = BOLD;
    });
    row.commit();
  }
  return { sheet, headerRow, rows: headerRow, links: 0 };
}

function endPage({ sheet, headerRow, rows }: Page, columns: readonly Column[]): void {
  if (columns.length > 0) {
    sheet.autoFilter = { from: { row: headerRow, col: 1 }, to: { row: rows, col: columns.length } };
  }
  sheet.commit();
}

interface SummaryRow {
  readonly values: readonly Cell[];
  /** Of its first cell. */
  readonly style: typeof BOLD | typeof BANNER | Record<string, never>;
}

function summaryRows({ title, banner, lines = [] }: Summary): readonly SummaryRow[] {
  return [
    { values: [title], style: BOLD },
    ...(banner === undefined ? [] : [{ values: [banner], style: BANNER }]),
    ...lines.map((values) => ({ values, style: {} })),
  ];
}

function writeRow(page: Page, columns: readonly Column[], cells: Row): void {
  const row = page.sheet.addRow(columns.map(({ kind }, index) => valueOf(page, kind, cells[index] ?? null)));
  columns.forEach(({ kind }, index) => {
    if (kind === 'text' || kind === 'number') return;
    const cell = row.getCell(index + 1);
    if (cell.value instanceof Date) cell.numFmt = isDay(cells[index]) ? 'yyyy-mm-dd' : 'yyyy-mm-dd hh:mm:ss';
    else if (cell.hyperlink !== undefined) cell.font = LINK_FONT;
  });
  row.commit();
  page.rows += 1;
}

/** As excelts takes it. */
type Value = number | Date | null | { richText: { text: string }[]; hyperlink?: string };

function valueOf(page: Page, kind: Column['kind'], cell: Cell): Value {
  if (cell === null || cell === '') return null;
  if (kind === 'number') return plainValue(cell);
  if (kind === 'date' && typeof cell === 'string') return dateOf(cell) ?? textValue(cell);
  if (kind === 'link' && typeof cell === 'object') return linkOf(page, cell);
  return textValue(textOf(cell));
}

function plainValue(cell: Cell): Value {
  if (cell === null) return null;
  return typeof cell === 'number' && Number.isFinite(cell) ? cell : textValue(textOf(cell));
}

/**
 * As a run of text: excelts writes a plain string as the outcome of a formula, whose blanks and escapes Excel reads otherwise.
 * One that begins with a quote gets another, because reading takes one off.
 */
function textValue(text: string): { richText: { text: string }[] } {
  const clean = cleanText(text);
  return { richText: [{ text: clean.startsWith("'") ? escapeFormula(clean) : clean }] };
}

const DAY = /^\d{4}-\d\d-\d\d$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

function isDay(cell: Cell | undefined): boolean {
  return typeof cell === 'string' && DAY.test(cell);
}

/** Null for what is no date, and for one before 1901: Excel counts days from 1900, with one that never was. */
function dateOf(text: string): Date | null {
  if (!DAY.test(text) && !INSTANT.test(text)) return null;
  const date = new Date(text);
  const isReal = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text.slice(0, 10));
  return isReal && date.getUTCFullYear() > 1900 ? date : null;
}

/** Beyond the most links and the longest address, text and address stand in the cell as text. */
function linkOf(page: Page, { text, url }: Link): Value {
  const address = URL.parse(url);
  const isWeb = address?.protocol === 'https:' || address?.protocol === 'http:';
  if (!isWeb) return textValue(text);
  if (page.links >= MOST_LINKS || address.href.length > LONGEST_ADDRESS) return textValue(`${text} ${address.href}`);
  page.links += 1;
  return { ...textValue(text === '' ? address.href : text), hyperlink: address.href };
}

/** Excel refuses a workbook with a longer name. */
const LONGEST_NAME = 31;

/** Gives each sheet of one workbook a name that Excel accepts; the second of two alike gets `(2)` behind it. */
function createSheetNames(): (wanted: string) => string {
  const taken = new Set<string>();
  return (wanted) => {
    const valid = validName(wanted);
    for (let number = 1; ; number += 1) {
      const ending = number === 1 ? '' : ` (${number})`;
      const name = cut(valid, LONGEST_NAME - ending.length) + ending;
      // To Excel, case is no difference.
      const key = name.toLocaleUpperCase('en');
      if (taken.has(key)) continue;
      taken.add(key);
      return name;
    }
  };
}

function validName(wanted: string): string {
  const name = wanted
    .toWellFormed()
    .replaceAll(/[[\]:*?/\\]/g, '-')
    .replaceAll(/[\p{Cc}\uFFFE\uFFFF]+/gu, ' ')
    .replaceAll(/^['\s]+|['\s]+$/g, '');
  // Excel keeps this name for itself.
  if (/^history$/i.test(name)) return `${name}-`;
  return name === '' ? 'Sheet' : name;
}

function cut(name: string, length: number): string {
  return name
    .slice(0, length)
    .replace(/[\uD800-\uDBFF]$/, '')
    .replace(/['\s]+$/, '');
}
