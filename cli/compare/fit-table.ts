/** Tables for a terminal: no wider than it is. */
import { forTerminal } from '../output.ts';

export interface FittedColumn {
  readonly header: string;
  readonly kind: 'TEXT' | 'NUMBER' | 'DATE' | 'LINK';
}

export interface FittedTable {
  readonly text: string;
  /** Headers of the columns for which there was no room. */
  readonly leftOut: readonly string[];
}

const BETWEEN = 2;
/** A column is not made narrower, so that a barcode of 14 digits is whole; rather another is left out. */
const NARROWEST = 16;
const WIDEST = 60;

/** Numbers stand at the right. What is too long is cut and ends in `…`; columns without room are left out, links first. */
export function fitTable(
  columns: readonly FittedColumn[],
  rows: readonly (readonly (string | null)[])[],
  width: number,
): FittedTable {
  const texts = [columns.map(({ header }) => header), ...rows].map((row) => row.map(plain));
  const natural = columns.map((_, place) =>
    Math.min(WIDEST, Math.max(...texts.map((row) => lengthOf(row[place] ?? '')))),
  );
  const shown = chooseColumns(columns, natural, width);
  const widest = capOf(
    shown.map((place) => natural[place] ?? 0),
    width - BETWEEN * (shown.length - 1),
  );
  const line = (row: readonly string[]): string =>
    shown
      .map((place) => pad(row[place] ?? '', Math.min(natural[place] ?? 0, widest), columns[place]?.kind === 'NUMBER'))
      .join(' '.repeat(BETWEEN))
      .trimEnd();
  return {
    text: texts.map(line).join('\n'),
    leftOut: columns.filter((_, place) => !shown.includes(place)).map(({ header }) => header),
  };
}

/** Places of the columns that have room, in their order. */
function chooseColumns(columns: readonly FittedColumn[], natural: readonly number[], width: number): readonly number[] {
  const isLink = (place: number): boolean => columns[place]?.kind === 'LINK';
  const places = columns.map((_, place) => place);
  const inOrderOfNeed = [...places.filter((place) => !isLink(place)), ...places.filter(isLink)];
  let room = width + BETWEEN;
  const chosen = inOrderOfNeed.filter((place) => {
    room -= Math.min(natural[place] ?? 0, NARROWEST) + BETWEEN;
    return room >= 0;
  });
  return chosen.length === 0 ? places.slice(0, 1) : chosen.toSorted((a, b) => a - b);
}

/** The widest that a column may be so that all fit. */
function capOf(widths: readonly number[], room: number): number {
  for (let cap = WIDEST; cap > NARROWEST; cap -= 1) {
    if (widths.reduce((sum, width) => sum + Math.min(width, cap), 0) <= room) return cap;
  }
  return NARROWEST;
}

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

function lengthOf(text: string): number {
  return isPlain(text) ? text.length : [...characters.segment(text)].length;
}

function pad(text: string, width: number, right: boolean): string {
  const length = lengthOf(text);
  if (length > width) {
    return `${[...characters.segment(text)]
      .slice(0, width - 1)
      .map(({ segment }) => segment)
      .join('')}…`;
  }
  const blanks = ' '.repeat(width - length);
  return right ? blanks + text : text + blanks;
}

function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

/** A title from a library system must not break a line. */
export function plain(text: string | null): string {
  return forTerminal((text ?? '').replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')).trimEnd();
}
