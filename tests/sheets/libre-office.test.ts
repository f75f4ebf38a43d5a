/** What librarians do with a pack: open it in a spreadsheet, save it, send it back. Here the spreadsheet is LibreOffice. */
import { readSheet } from '#platform/sheets/read-sheet.ts';
import { writeCsv } from '#platform/sheets/write-csv.ts';
import { writeWorkbook } from '#platform/sheets/write-workbook.ts';
import { unzip } from '#platform/sheets/zip.fixture.ts';
import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { execFileSync, spawnSync } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const available = spawnSync('soffice', ['--version']).status === 0;

const COLUMNS = [
  { header: 'Barcode', kind: 'text' },
  { header: 'Title', kind: 'text' },
  { header: 'Loans', kind: 'number' },
  { header: 'Last lent', kind: 'date' },
  { header: 'Record', kind: 'link' },
] as const;
const WANTED = {
  barcode: { header: 'Barcode', kind: 'code', filled: true },
  title: { header: 'Title', kind: 'code' },
  loans: { header: 'Loans', kind: 'number' },
  lent: { header: 'Last lent', kind: 'date' },
  record: { header: 'Record', kind: 'text' },
} as const;

const TITLES = [
  'plain',
  '=cmd',
  '=1+1',
  '+1',
  '-1',
  '@x',
  "'=quoted",
  "d'or",
  ' blanks at both ends ',
  'two\nlines',
  'tab\tinside',
  '2026-03-01',
  '1/2',
  'TRUE',
  '1E5',
  '0x10',
  '_x0041_ _x005F_',
  '<b>&amp;"quotes", ; commas',
  'Ünïcödé 図書館 😀',
  'x'.repeat(32_767),
] as const;
const ROWS = TITLES.map(
  (title, index) =>
    [
      `000${String(30_000_000_000 + index)}`,
      title,
      index - 3,
      '2026-03-01',
      { text: `r${String(index)}`, url: `https://library.example/?id=${String(index)}&x=1` },
    ] as const,
);
const READ = ROWS.map(([barcode, title, loans, lent, { text }]) => ({ barcode, title, loans, lent, record: text }));

// LibreOffice is not installed everywhere; the gate installs it.
describe.skipIf(!available)('a workbook through LibreOffice (skipped where there is no `soffice`)', () => {
  const folder = makeTemporaryFolder();
  const pack = join(folder.path, 'pack.xlsx');
  beforeAll(async () => {
    await writeWorkbook(pack, [
      { name: 'Items', summary: { title: 'Items', banner: 'NOT RECONCILED' }, columns: COLUMNS, rows: ROWS },
      { name: 'Again', columns: COLUMNS, rows: ROWS.slice(0, 2) },
    ]);
  });
  afterAll(() => {
    folder.remove();
  });

  /** Gives the path of the converted file. */
  function convert(path: string, format: string, into: string): string {
    const target = join(folder.path, into);
    mkdirSync(target);
    const profile = `-env:UserInstallation=file://${join(folder.path, 'profile')}`;
    execFileSync('soffice', [profile, '--headless', '--convert-to', format, '--outdir', target, path], {
      stdio: 'pipe',
    });
    return join(target, `${basename(path).replace(/\.\w+$/, '')}.${format.split(':')[0] ?? ''}`);
  }

  const valuesOf = async (path: string, sheet?: string): Promise<unknown> => {
    const { rows, faults } = await readSheet(path, WANTED, sheet === undefined ? {} : { sheet });
    expect(faults).toEqual([]);
    return rows.map(({ values }) => values);
  };

  it('comes back as XLSX with every text as it was, and its links', async () => {
    const saved = convert(pack, 'xlsx', 'xlsx');

    expect(await valuesOf(saved, 'Items')).toEqual(READ);
    expect(await valuesOf(saved, 'Again')).toEqual(READ.slice(0, 2));
    const bytes = readFileSync(saved);
    expect(unzip(bytes, 'xl/worksheets/sheet1.xml')).toMatch(/<c r="A5"[^>]* t="s"/);
    expect(unzip(bytes, 'xl/worksheets/sheet1.xml')).not.toContain('<f');
    expect(unzip(bytes, 'xl/worksheets/_rels/sheet1.xml.rels')).toContain('https://library.example/?id=1&amp;x=1');
  });

  it('comes back as it was by way of ODS', async () => {
    expect(await valuesOf(convert(convert(pack, 'ods', 'ods'), 'xlsx', 'ods-xlsx'), 'Items')).toEqual(READ);
  });

  it('comes back as it was as CSV in UTF-8, with semicolons or commas', async () => {
    const filter = (delimiter: number): string => `csv:Text - txt - csv (StarCalc):${String(delimiter)},34,76,1`;

    expect(await valuesOf(convert(pack, filter(44), 'commas'))).toEqual(READ);
    expect(await valuesOf(convert(pack, filter(59), 'semicolons'))).toEqual(READ);
  });

  it('is refused row by row if the barcodes went through a CSV and became numbers', async () => {
    const path = join(folder.path, 'items.csv');
    await writeCsv(createWriteStream(path), COLUMNS, ROWS.slice(0, 2));
    const { rows, faults } = await readSheet(convert(path, 'xlsx', 'csv-xlsx'), WANTED);

    expect(rows).toEqual([]);
    expect(faults.filter(({ column }) => column === 'Barcode').map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Row 2, column "Barcode": Excel made a number of it/),
      expect.stringMatching(/^Row 3, column "Barcode": Excel made a number of it/),
    ]);
  });

  it('is read in Windows-1252 too', async () => {
    // What that character set does not have is lost when it is saved, not when it is read.
    const { rows } = await readSheet(convert(pack, 'csv:Text - txt - csv (StarCalc):59,34,1,1', 'windows'), WANTED);

    expect(rows.map(({ values }) => values.barcode)).toEqual(READ.map(({ barcode }) => barcode));
    expect(rows.at(-2)?.values.title).toMatch(/^Ünïcödé /);
  });
});
