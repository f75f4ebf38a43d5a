import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { escapeFormula, textOf, type Cell, type Column, type Rows } from './cells.ts';

/**
 * Writes rows as comma-separated values, as Excel opens them: UTF-8 with its mark, lines ended by CR LF. A column of links
 * becomes two, the text and the address. Ends the stream; rejects with what the rows or the stream throw.
 */
export async function writeCsv(stream: Writable, columns: readonly Column[], rows: Rows): Promise<void> {
  const csv = stringify({
    bom: true,
    record_delimiter: 'windows',
    // What other readers would trim, or take for the end of a row.
    quoted_match: /^\s|\s$|[\r\n]/,
  });
  await pipeline(Readable.from(lines(columns, rows)), csv, stream);
}

async function* lines(columns: readonly Column[], rows: Rows): AsyncGenerator<string[]> {
  yield columns.flatMap(({ header, kind }) => {
    const name = escapeFormula(textOf(header));
    return kind === 'link' ? [name, `${name} address`] : [name];
  });
  for await (const row of rows) yield columns.flatMap((column, index) => fields(column, row[index] ?? null));
}

function fields({ kind }: Column, cell: Cell): string[] {
  // A negative number is no formula, whatever else its column has.
  const text = typeof cell === 'number' ? String(cell) : escapeFormula(textOf(cell));
  if (kind !== 'link') return [text];
  return [text, cell !== null && typeof cell === 'object' ? escapeFormula(textOf(cell.url)) : ''];
}
