import { createInterface } from 'node:readline';
import { openText } from './open-text.ts';
import type { LineProblems } from './problems.ts';

/** Two ids to be compared, and what a person or a file says of them; null if nothing is said. */
export interface PairLine {
  readonly line: number;
  readonly a: string;
  readonly b: string;
  readonly same: boolean | null;
  /** The first line, in words that name columns: no pair, unless there are records of these ids. */
  readonly header: boolean;
}

const SAME = new Set('yes y 1 1.0 true t match matched same same_edition duplicate dup positive pos'.split(' '));
const DIFFERENT = new Set(
  'no n 0 0.0 false f nomatch no-match no_match non-match nonmatch mismatch different distinct unique negative neg -1'.split(
    ' ',
  ),
);
const LABEL_COLUMN =
  /^(?:label|same_?edition|same|is_?(?:match|duplicate)|match|duplicate|truth|gold|class|y|target)$/i;
const ID_COLUMN =
  /^(?:"?)(?:.*id[\s_.-]?[12ab]?|[ab]|left|right|first|second|record[\s_-]?[12ab]?|[12ab][\s_-]?id)(?:"?)$/i;

/**
 * Reads pairs, one a line: `id1,id2[,label]`, by comma, semicolon or tab, cells quoted or not. A first line that names
 * its columns is a header; its label may be in any column. Lines without two ids are reported and left out.
 */
export async function* readPairLines(file: string, problems: LineProblems): AsyncGenerator<PairLine> {
  let line = 0;
  let separator: string | null = null;
  let labelColumn = 2;
  for await (const text of createInterface({ input: openText(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    const clean = line === 1 ? text.replace(/^\ufeff/, '') : text;
    if (clean.trim() === '' || clean.startsWith('#')) continue;
    const first = separator === null;
    separator ??= findSeparator(clean);
    const cells = splitCells(clean, separator);
    const header = first && isHeader(cells);
    const named = header ? cells.findIndex((cell) => LABEL_COLUMN.test(cell)) : -1;
    if (named > 1) labelColumn = named;
    const [a = '', b = ''] = cells;
    if (a === '' || b === '') {
      problems.add('pairs', line, 'no two ids');
      continue;
    }
    const label = (cells[labelColumn] ?? '').toLowerCase();
    const same = SAME.has(label) ? true : DIFFERENT.has(label) ? false : null;
    if (!header && same === null && label !== '' && label !== 'check') {
      problems.add('pairs', line, `label "${label}" is neither yes nor no: scored, not counted`);
    }
    yield { line, a, b, same, header };
  }
}

function findSeparator(line: string): string {
  for (const separator of ['\t', ',', ';', '|']) if (line.includes(separator)) return separator;
  return ' ';
}

function isHeader(cells: readonly string[]): boolean {
  return (
    ID_COLUMN.test(cells[0] ?? '') &&
    ID_COLUMN.test(cells[1] ?? '') &&
    !/\d{3}/.test(`${cells[0] ?? ''}${cells[1] ?? ''}`)
  );
}

/** `"a ""b""",c` as `a "b"` and `c`. */
function splitCells(line: string, separator: string): readonly string[] {
  if (!line.includes('"')) return line.split(separator).map((cell) => cell.trim());
  const cells: string[] = [];
  let [cell, quoted] = ['', false];
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at);
    if (quoted && character === '"' && line.charAt(at + 1) === '"') {
      cell += '"';
      at += 1;
    } else if (character === '"' && (quoted || cell.trim() === '')) quoted = !quoted;
    else if (character === separator && !quoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += character;
  }
  return [...cells, cell.trim()];
}
