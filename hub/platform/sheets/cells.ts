/** What stands in the cells of a sheet, and how text is kept from being taken for anything else. */

/** A text that leads to an address. */
export interface Link {
  readonly text: string;
  /** Of the web; anything else is written as text. */
  readonly url: string;
}

/** A date is a day, `2026-03-01`, or an instant, `2026-03-01T02:00:00.000Z`. Null is an empty cell. */
export type Cell = string | number | Link | null;

export interface Column {
  readonly header: string;
  /** A value that is not of this kind is written as text: `not told` in a column of numbers. */
  readonly kind: 'text' | 'number' | 'date' | 'link';
  /** In characters. */
  readonly width?: number;
}

export type Row = readonly Cell[];
export type Rows = Iterable<Row> | AsyncIterable<Row>;

/** Excel holds no more in a cell; it repairs a file that does, which loses the rest. */
export const LONGEST_TEXT = 32_767;

/** The text as a cell can hold it: without control characters and halves of characters, and not too long. */
export function cleanText(text: string): string {
  const clean = text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/(?![\t\n])[\p{Cc}\uFFFE\uFFFF]/gu, '');
  if (clean.length <= LONGEST_TEXT) return clean;
  const mark = ` … [cut: ${clean.length} characters]`;
  // A character of two halves is not cut in the middle.
  return clean.slice(0, LONGEST_TEXT - mark.length).replace(/[\uD800-\uDBFF]$/, '') + mark;
}

export function textOf(cell: Cell): string {
  return cell === null ? '' : cleanText(typeof cell === 'object' ? cell.text : String(cell));
}

/** How a text begins that a spreadsheet takes for a formula when it opens a CSV. */
const FORMULA = /^['\s]*[=+\-@\t\r\n＝＋－＠]/;

/** The text with a quote in front where a spreadsheet would calculate it; {@link unescapeFormula} takes it off. */
export function escapeFormula(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

export function unescapeFormula(text: string): string {
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;
}
