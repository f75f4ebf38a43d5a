/** Tables for a terminal: no wider than it is. */
import { forTerminal, onOneLine } from '../output.ts';
import type { ShownColumn, ShownRow } from './shown.ts';

const BETWEEN = 2;
/** A column is not made narrower, so that a barcode of 14 digits is whole; rather another is left out. */
const NARROWEST = 16;
const WIDEST = 60;
const BELOW = '    ';

/**
 * Numbers stand at the right. What is too long is cut and ends in `…`; columns without room are left out, links first. A column of
 * text so narrow that header and cells would be cut stands below each row that has something in it, whole. `leftOut`: the headers of columns
 * for which there was no room.
 */
export function fitTable(
  columns: readonly ShownColumn[],
  rows: readonly ShownRow[],
  width: number,
): { readonly text: string; readonly leftOut: readonly string[] } {
  const texts = [columns.map(({ header }) => header), ...rows].map((row) => row.map(plain));
  const natural = columns.map((_, place) =>
    Math.min(WIDEST, Math.max(...texts.map((row) => lengthOf(row[place] ?? '')))),
  );
  const isLink = (place: number): boolean => columns[place]?.kind === 'LINK';
  const all = columns.map((_, place) => place);
  const chosen = chooseColumns(all, natural, { width, isLink });
  const cap = capOf(chosen, natural, width);
  const isCut = (place: number): boolean =>
    columns[place]?.kind === 'TEXT' &&
    lengthOf(columns[place].header) > cap &&
    texts.slice(1).some((row) => lengthOf(row[place] ?? '') > cap);
  const below = chosen.filter(isCut);
  const beside = all.filter((place) => !below.includes(place));
  const shown = below.length === 0 ? chosen : chooseColumns(beside, natural, { width, isLink });
  const widest = capOf(shown, natural, width);
  const line = (row: readonly string[]): string =>
    shown
      .map((place) => pad(row[place] ?? '', Math.min(natural[place] ?? 0, widest), columns[place]?.kind === 'NUMBER'))
      .join(' '.repeat(BETWEEN))
      .trimEnd();
  const rest = (row: readonly string[]): readonly string[] =>
    below.flatMap((place) => (row[place] ? wrap(`${columns[place]?.header ?? ''}: ${row[place]}`, width) : []));
  const [head = [], ...body] = texts;
  return {
    text: [line(head), ...body.flatMap((row) => [line(row), ...rest(row)])].join('\n'),
    leftOut: beside.filter((place) => !shown.includes(place)).map((place) => columns[place]?.header ?? ''),
  };
}

function roomFor(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width + BETWEEN, -BETWEEN);
}

/** Lines that go on under the row, a little to the right. */
function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && lengthOf(last) + 1 + lengthOf(word) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(BELOW + pad(word, Math.min(lengthOf(word), width - BELOW.length), false));
  }
  return lines;
}

/** Those of the places that have room, in their order. */
function chooseColumns(
  places: readonly number[],
  natural: readonly number[],
  { width, isLink }: { readonly width: number; readonly isLink: (place: number) => boolean },
): readonly number[] {
  const inOrderOfNeed = [...places.filter((place) => !isLink(place)), ...places.filter(isLink)];
  let room = width + BETWEEN;
  const chosen = inOrderOfNeed.filter((place) => {
    room -= Math.min(natural[place] ?? 0, NARROWEST) + BETWEEN;
    return room >= 0;
  });
  return chosen.length === 0 ? places.slice(0, 1) : chosen.toSorted((a, b) => a - b);
}

/** The widest that a column may be so that all of the places fit. */
function capOf(places: readonly number[], natural: readonly number[], width: number): number {
  for (let cap = WIDEST; cap > NARROWEST; cap -= 1) {
    if (roomFor(places.map((place) => Math.min(natural[place] ?? 0, cap))) <= width) return cap;
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
  return forTerminal(onOneLine(text ?? '')).trimEnd();
}
