/** Data of the demonstration that stand in files: the names of the columns first, then one thing a line. */
import { readFileSync } from 'node:fs';

const LIST_SEPARATOR = '; ';

/** A line by the names of its columns; an empty cell is empty. */
export type Cells = (column: string) => string;

export function readTsv<Row>(url: URL, toRow: (cell: Cells) => Row): readonly Row[] {
  const [heads = '', ...lines] = readFileSync(url, 'utf8').trimEnd().split('\n');
  const columns = heads.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return toRow((column) => cells[columns.indexOf(column)] ?? '');
  });
}

/** What one cell lists. */
export function listOf(cell: string): readonly string[] {
  return cell === '' ? [] : cell.split(LIST_SEPARATOR);
}
