import { readFileSync } from 'node:fs';

/** The rows of a table that stands beside this file, without its head; titles have their subtitles behind ` : `. */
export function readRows(name: string): readonly (readonly [string, string, string, ...string[]])[] {
  const [, ...lines] = readFileSync(new URL(`${name}.tsv`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line) => {
    const [first = '', second = '', third = '', ...more] = line.split('\t');
    return [first, second, third, ...more];
  });
}
