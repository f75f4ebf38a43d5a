import { readFileSync } from 'node:fs';

/** Id, title with its subtitle behind ` : `, year, and further columns. */
type Row = readonly [id: string, title: string, year: string, ...more: string[]];

/** The rows of a table that stands beside this file, without its head. */
export function readRows(name: string): readonly Row[] {
  const [, ...lines] = readFileSync(new URL(`${name}.tsv`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line) => {
    const [id = '', title = '', year = '', ...more] = line.split('\t');
    return [id, title, year, ...more];
  });
}
