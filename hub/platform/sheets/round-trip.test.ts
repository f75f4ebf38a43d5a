/** Any text comes back from a workbook and from a CSV as the text that a cell can hold. */
import { PassThrough, type Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from './cells.ts';
import { readSheet } from './read-sheet.ts';
import { writeCsv } from './write-csv.ts';
import { writeWorkbook } from './write-workbook.ts';
import { BEFORE_RELEASE } from '#tests/release.ts';

const COLUMNS = [
  { header: 'Barcode', kind: 'text' },
  { header: 'Title', kind: 'text' },
  { header: 'Loans', kind: 'number' },
] as const;
const WANTED = {
  barcode: { header: 'Barcode', kind: 'code', filled: true },
  title: { header: 'Title', kind: 'text' },
  loans: { header: 'Loans', kind: 'number' },
} as const;

const barcode = fc.stringMatching(/^0{0,4}\d{10,14}$/);
/** Pieces that spreadsheets, CSV or XML take for something else, among any text. */
const piece = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '=',
    '+1',
    '-',
    '@x',
    "'",
    "'=",
    '"',
    ',',
    ';',
    '\t',
    ' ',
    '\r\n',
    '\n',
    '_x0041_',
    '_x005F_',
    ']]>',
    '&amp;',
    '<',
    '\ud800',
    '\u0001',
  ),
);
const title = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
const table = fc.array(fc.tuple(barcode, title, fc.integer()), { minLength: 60, maxLength: 120 });
type Table = readonly (readonly [string, string, number])[];

/** Each begins a thread to read in, so that a few long ones are quicker than many. Before a release more tables are tried. */
const RUNS = { numRuns: BEFORE_RELEASE ? 15 : 2, seed: 16 };

async function comesBack(rows: Table, write: (stream: Writable) => Promise<void>): Promise<void> {
  const stream = new PassThrough();
  const [bytes] = await Promise.all([buffer(stream), write(stream)]);
  const content = await readSheet(bytes, WANTED);

  expect(content.faults).toEqual([]);
  expect(content.rows.map(({ values }) => [values.barcode, values.title ?? '', values.loans])).toEqual(
    rows.map(([code, text, loans]) => [code, cleanText(text), loans]),
  );
}

describe('round trip', () => {
  it('through a workbook', async () => {
    await fc.assert(
      fc.asyncProperty(table, (rows) =>
        comesBack(rows, (stream) => writeWorkbook(stream, [{ name: 'Items', columns: COLUMNS, rows }])),
      ),
      RUNS,
    );
  });

  it('through a CSV', async () => {
    await fc.assert(
      fc.asyncProperty(table, (rows) => comesBack(rows, (stream) => writeCsv(stream, COLUMNS, rows))),
      RUNS,
    );
  });
});
