/** Tables of tests that stand in files: the names of the columns first, then a row a line, with tabs between its cells. */
import { readFileSync } from 'node:fs';

type Cells = readonly [string, string, string, ...string[]];

function linesOf(file: URL): readonly [head: string, ...rows: string[]] {
  const [head = '', ...rows] = readFileSync(file, 'utf8').trimEnd().split('\n');
  return [head, ...rows];
}

function cellsOf(line: string): Cells {
  const [first = '', second = '', third = '', ...more] = line.split('\t');
  return [first, second, third, ...more];
}

/** The rows by the places of their cells. */
export function readRows(file: URL): readonly Cells[] {
  const [, ...rows] = linesOf(file);
  return rows.map(cellsOf);
}

/** The rows by the names of their columns; an empty cell is empty. */
export function readTable(file: URL): readonly Readonly<Record<string, string>>[] {
  const [head, ...rows] = linesOf(file);
  const columns = cellsOf(head);
  return rows.map((row) => {
    const cells = cellsOf(row);
    return Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? '']));
  });
}
