import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readSheet, type ReadSheetOptions } from './read-sheet.ts';
import { textCell, workbookParts, zip } from './zip.fixture.ts';

const COLUMNS = {
  barcode: { header: 'Barcode', kind: 'code', filled: true },
  library: { header: 'Library', kind: 'code' },
  note: { header: 'Note', kind: 'text', optional: true },
  loans: { header: 'Loans', kind: 'number', optional: true },
  lent: { header: 'Last lent', kind: 'date', optional: true },
} as const;

type Content = Awaited<ReturnType<typeof readSheet<typeof COLUMNS>>>;

function read(source: string | Uint8Array, options?: ReadSheetOptions): Promise<Content> {
  return readSheet(typeof source === 'string' ? Buffer.from(source) : source, COLUMNS, options);
}

/** Of a workbook whose first row names the columns `names`. */
function workbook(names: readonly string[], ...rows: readonly string[]): Buffer {
  const header = names.map((name, index) => textCell(`${String.fromCharCode(65 + index)}1`, name)).join('');
  return zip(workbookParts(`<row r="1">${header}</row>${rows.join('')}`));
}

const barcodesOf = ({ rows }: Content): readonly unknown[] =>
  rows.map(({ number, values }) => [number, values.barcode]);
const messagesOf = ({ faults }: Content): readonly string[] => faults.map(({ message }) => message);
const refused = (message: RegExp): object => ({
  code: 'BAD_USER_INPUT',
  message: expect.stringMatching(message) as string,
});

describe('readSheet of a CSV', () => {
  it.each([
    ['commas', 'Barcode,Library,Note\n0001,A,"x, y"\n'],
    ['semicolons', 'Barcode;Library;Note\r\n0001;A;x, y\r\n'],
    ['tabs', 'Barcode\tLibrary\tNote\n0001\tA\tx, y\n'],
    ['a mark of UTF-8', '\ufeffBarcode,Library,Note\n0001,A,"x, y"\n'],
    ['another order, other columns, other case', 'No,NOTE,library, barcode \n7,"x, y",A,0001\n'],
    ['lines of a report on top', 'Items of A;;\nNOT RECONCILED;;\n;;\nBarcode;Library;Note\n0001;A;x, y\n'],
    ['what Excel writes on top', 'sep=;\nBarcode;Library;Note\n0001;A;x, y\n'],
  ])('reads one with %s', async (_, text) => {
    const { rows, faults } = await read(text);

    expect(faults).toEqual([]);
    expect(rows.map(({ values }) => values)).toEqual([
      { barcode: '0001', library: 'A', note: 'x, y', loans: null, lent: null },
    ]);
  });

  it.each([
    ['UTF-16', Buffer.from('\ufeffBarcode\tLibrary\n0001\tCafé\n', 'utf16le')],
    ['UTF-16, the other way round', Buffer.from('\ufeffBarcode\tLibrary\n0001\tCafé\n', 'utf16le').swap16()],
    ['Windows-1252', Buffer.from('Barcode,Library\n0001,Caf\xe9\n', 'latin1')],
  ])('reads one in %s', async (_, bytes) => {
    expect((await read(bytes)).rows[0]?.values.library).toBe('Café');
  });

  it('names the line in which a row begins, and goes on behind a wrong one', async () => {
    const text = 'Barcode,Library\n0001,A\n\n0002,"A\r\nB"\n0003\n0004,A,B\n,A\n0005,A\n';
    const content = await read(text);

    expect(barcodesOf(content)).toEqual([
      [2, '0001'],
      [4, '0002'],
      [8 + 1, '0005'],
    ]);
    expect(messagesOf(content)).toEqual([
      'Line 6: it has 1 values, the header 2; put values that hold the delimiter into quotes.',
      'Line 7: it has 3 values, the header 2; put values that hold the delimiter into quotes.',
      'Line 8, column "Barcode": there is no value; enter one.',
    ]);
  });

  it.each(['3.2E+13', '3,2E+13', '1E+12'])('refuses a barcode in scientific form: %s', async (barcode) => {
    const content = await read(`Barcode;Library\n${barcode};A\n0002;A\n`);

    expect(barcodesOf(content)).toEqual([[3, '0002']]);
    expect(content.faults).toEqual([
      {
        number: 2,
        column: 'Barcode',
        message:
          'Line 2, column "Barcode": a spreadsheet made a number of it and its last digits are gone: format the column as text and enter it again.',
      },
    ]);
  });

  it('says where a quote is opened that nobody closes, and keeps what stands above', async () => {
    const content = await read('Barcode,Library\n0001,A\n0002,"A\n0003,A\n0004,A\n');

    expect(barcodesOf(content)).toEqual([[2, '0001']]);
    expect(messagesOf(content)).toEqual([
      expect.stringMatching(/^Line 3: a quote is opened and never closed, .* line 5\)\.$/),
    ]);
  });

  it('says from where on nothing was read behind a row without an end', async () => {
    const content = await read(`Barcode,Library\n0001,A\n0002,"${'x'.repeat(1_100_000)}\n0003,A\n`);

    expect(barcodesOf(content)).toEqual([[2, '0001']]);
    expect(messagesOf(content)).toEqual([expect.stringMatching(/^Line 3: .* nothing from here to the end was read/)]);
  });

  it('says where a quote stands inside a value', async () => {
    const content = await read('Barcode,Library\n0001,A\n0002,A "B"\n0003,A\n');

    expect(barcodesOf(content)).toEqual([
      [2, '0001'],
      [4, '0003'],
    ]);
    expect(messagesOf(content)).toEqual([expect.stringMatching(/^Line 3: a quote stands inside a value/)]);
  });

  it('takes off the quote that keeps a formula from being calculated', async () => {
    const content = await read("Barcode,Library,Note\n'=1,'+A,'d'or\n");

    expect(content.rows[0]?.values).toMatchObject({ barcode: '=1', library: '+A', note: "'d'or" });
  });

  it('reads numbers and days, and refuses what is none', async () => {
    const content = await read(
      'Barcode;Library;Loans;Last lent\n1;A;12;2026-03-01\n2;A; ;\n3;A;1,200;01/03/2026\n4;A;-1.5;2026-02-30\n',
    );

    expect(content.rows.map(({ values }) => [values.loans, values.lent])).toEqual([
      [12, '2026-03-01'],
      [null, null],
    ]);
    expect(messagesOf(content)).toEqual([
      'Line 4, column "Loans": this is no number; write digits alone, without separators.',
      'Line 4, column "Last lent": this is no date; write year, month and day as 2026-03-01.',
      'Line 5, column "Last lent": this is no date; write year, month and day as 2026-03-01.',
    ]);
  });

  it('refuses a value that is too long', async () => {
    const content = await read(`Barcode,Library\n${'1'.repeat(40_000)},A\n2,A\n`);

    expect(messagesOf(content)).toEqual([
      expect.stringMatching(/^Line 2, column "Barcode": the text is longer than 32767/),
    ]);
    expect(content.rows).toHaveLength(1);
  });
});

describe('readSheet of a workbook', () => {
  it('reads the rows by their numbers', async () => {
    const bytes = workbook(
      ['Barcode', 'Library', 'Note', 'Loans'],
      `<row r="2">${textCell('A2', '0001')}${textCell('B2', 'A')}<c r="C2"><v>2024</v></c><c r="D2"><v>3</v></c></row>`,
      `<row r="7">${textCell('A7', '0002')}</row>`,
    );

    expect((await read(bytes)).rows).toEqual([
      { number: 2, values: { barcode: '0001', library: 'A', note: '2024', loans: 3, lent: null } },
      { number: 7, values: { barcode: '0002', library: null, note: null, loans: null, lent: null } },
    ]);
  });

  it('refuses a barcode of which Excel made a number, and goes on', async () => {
    const content = await read(
      workbook(
        ['Barcode', 'Library'],
        `<row r="2"><c r="A2"><v>12345678901</v></c>${textCell('B2', 'A')}</row>`,
        `<row r="3"><c r="A3" t="b"><v>1</v></c></row>`,
        `<row r="4"><c r="A4" t="e"><v>#REF!</v></c></row>`,
        `<row r="5">${textCell('A5', '0002')}</row>`,
      ),
    );

    expect(barcodesOf(content)).toEqual([[5, '0002']]);
    expect(messagesOf(content)).toEqual([
      'Row 2, column "Barcode": Excel made a number of it, its leading zeros are gone: format the column as text and enter it again.',
      'Row 3, column "Barcode": Excel made TRUE or FALSE of it: format the column as text and enter it again.',
      'Row 4, column "Barcode": Excel shows an error in the place of a value; enter the value.',
    ]);
  });

  it('refuses rows on a further sheet if none is named, and passes over empty ones and charts', async () => {
    const rows = (barcode: string): string =>
      `<row r="1">${textCell('A1', 'Barcode')}${textCell('B1', 'Library')}</row><row r="2">${textCell('A2', barcode)}</row>`;
    const empty = `<row r="1"><c r="A1"/></row>`;

    const several = zip(workbookParts(rows('0001'), empty, rows('0002')));
    await expect(read(several)).rejects.toMatchObject(refused(/rows on another sheet than its first/));
    expect(barcodesOf(await read(several, { sheet: 'Sheet3' }))).toEqual([[2, '0002']]);
    const parts: Record<string, string> = workbookParts(rows('0001'), empty, empty);
    const rels = 'xl/_rels/workbook.xml.rels';
    const withChart = {
      ...parts,
      [rels]: parts[rels]?.replace('worksheets/sheet2.xml', 'nowhere.xml') ?? '',
      'xl/chartsheets/sheet1.xml': '<chartsheet/>',
    };
    expect(barcodesOf(await read(zip(withChart)))).toEqual([[2, '0001']]);
  });

  it('passes over sheets that are hidden, as those of lists to choose from, and says which other one has rows', async () => {
    const rows = (barcode: string): string =>
      `<row r="1">${textCell('A1', 'Barcode')}${textCell('B1', 'Library')}</row><row r="2">${textCell('A2', barcode)}</row>`;
    const hiding = (parts: Record<string, string>, sheets: Readonly<Record<string, string>>): Buffer => {
      const hide = (all: string, [name, state]: readonly [string, string]): string =>
        all.replace(`name="${name}"`, `name="${name}" state="${state}"`);
      return zip({
        ...parts,
        'xl/workbook.xml': Object.entries(sheets).reduce(hide, parts['xl/workbook.xml'] ?? ''),
      });
    };
    const three = workbookParts(rows('0001'), rows('0002'), rows('0003'));

    const first = hiding(three, { Sheet2: 'hidden', Sheet3: 'veryHidden' });
    expect(barcodesOf(await read(first))).toEqual([[2, '0001']]);
    expect(barcodesOf(await read(hiding(three, { Sheet1: 'hidden', Sheet2: 'hidden' })))).toEqual([[2, '0003']]);
    await expect(read(hiding(three, { Sheet2: 'hidden' }))).rejects.toMatchObject(
      refused(/rows on another sheet than its first: on sheet 2, where those that are hidden do not count/),
    );
  });

  it('counts sheets wherever their parts lie', async () => {
    const rows = `<row r="1">${textCell('A1', 'Barcode')}${textCell('B1', 'Library')}</row>`;
    const { 'xl/worksheets/sheet2.xml': second = '', ...parts } = workbookParts(rows, rows);
    const rels = 'xl/_rels/workbook.xml.rels';
    const elsewhere = {
      [rels]: parts[rels]?.replace('worksheets/sheet2', 'more/sheet2') ?? '',
      'xl/more/sheet2.xml': second,
    };

    await expect(read(zip({ ...parts, ...elsewhere }))).rejects.toMatchObject(refused(/rows on another sheet/));
  });

  it('refuses a sheet that is not there', async () => {
    await expect(read(workbook(['Barcode', 'Library']), { sheet: 'Items' })).rejects.toMatchObject(
      refused(/has no sheet "Items"/),
    );
  });

  it('refuses a part that unpacks to too much, and one that unpacks to more than it says', async () => {
    const parts = workbookParts(`<row r="1">${textCell('A1', 'x'.repeat(300_000))}</row>`);

    const large = zip(parts, { 'xl/worksheets/sheet1.xml': 128 * 1024 * 1024 + 1 });
    await expect(read(large)).rejects.toMatchObject(refused(/larger than 128 MB/));
    const lying = zip(parts, { 'xl/worksheets/sheet1.xml': 1000 });
    await expect(read(lying)).rejects.toMatchObject(refused(/damaged/));
    const silent = zip(parts, { 'xl/worksheets/sheet1.xml': 0 });
    await expect(read(silent)).rejects.toMatchObject(refused(/does not say how large/));
  });

  it('refuses a ZIP file that is no workbook, and a workbook that is cut', async () => {
    await expect(read(zip({ 'a.txt': 'a' }))).rejects.toMatchObject(refused(/no workbook/));
    await expect(read(workbook(['Barcode', 'Library']).subarray(0, 600))).rejects.toMatchObject(refused(/no workbook/));
  });
});

describe('readSheet of any file', () => {
  it.each([
    ['a column that is missing', 'Library,Note\nA,x\n', /^Line 1 has no column "Barcode"; it has "Library", "Note"/],
    ['no column that is wanted', 'A,B\n1,2\n', /^None of the first rows names the columns "Barcode", "Library"/],
    ['a column twice', 'Barcode,Library,barcode\n1,A,2\n', /^Line 1 has the column "Barcode" twice/],
    ['nothing in it', '', /^The file is empty/],
    ['blank lines alone', '\n \n', /^The sheet is empty/],
    ['a PDF', '%PDF-1.7\n', /neither an XLSX workbook nor a CSV/],
    ['a web page', '\ufeff<!doctype html><p>Barcode,Library', /neither an XLSX workbook nor a CSV/],
    ['JSON', '{"barcode": 1}', /neither an XLSX workbook nor a CSV/],
    ['bytes that are no text', Buffer.from([1, 0, 2, 0, 3]), /neither an XLSX workbook nor a CSV/],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), /old XLS, or a password/],
  ])('refuses one with %s', async (_, source, message) => {
    await expect(read(source)).rejects.toMatchObject(refused(message));
  });

  it('refuses one that is too large, and one with too many rows', async () => {
    const text = 'Barcode,Library\n1,A\n2,A\n,A\n';

    await expect(read(text, { maxBytes: 20 })).rejects.toMatchObject(refused(/larger than 20 bytes/));
    await expect(read(text, { maxRows: 2 })).rejects.toMatchObject(refused(/more than 2 rows/));
    expect((await read(text, { maxRows: 3 })).rows).toHaveLength(2);
  });

  it('counts a row once, however much is wrong in it', async () => {
    const text = 'Barcode,Library\n1E+12,1E+12\n2E+12,2E+12\n3,A\n';

    const content = await read(text, { maxRows: 3 });

    expect(content.faults.map(({ number }) => number)).toEqual([2, 2, 3, 3]);
    expect(barcodesOf(content)).toEqual([[4, '3']]);
  });

  it('reads a pipe as far as a file may go, and refuses a folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mercia-sheets-'));
    onTestFinished(() => {
      rmSync(folder, { recursive: true });
    });
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const through = async (text: string, options?: ReadSheetOptions): Promise<Content> => {
      const writer = spawn('sh', ['-c', 'printf %s "$1" > "$2"', 'sh', text, pipe]);
      onTestFinished(() => {
        writer.kill();
      });
      return readSheet(pipe, COLUMNS, options);
    };

    expect(barcodesOf(await through('Barcode,Library\n0001,A\n'))).toEqual([[2, '0001']]);
    await expect(through('Barcode,Library\n0001,A\n', { maxBytes: 20 })).rejects.toMatchObject(
      refused(/larger than 20 bytes/),
    );
    await expect(readSheet(folder, COLUMNS)).rejects.toMatchObject(refused(/^It is a folder, not a file\.$/));
  });

  it('reads one by its path, and says nothing of a path that leads nowhere', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mercia-sheets-'));
    onTestFinished(() => {
      rmSync(folder, { recursive: true });
    });
    const path = join(folder, 'mapping.csv');
    writeFileSync(path, 'Barcode,Library\n0001,A\n');

    expect(barcodesOf(await readSheet(path, COLUMNS))).toEqual([[2, '0001']]);
    await expect(readSheet(join(folder, 'none.csv'), COLUMNS)).rejects.toMatchObject(
      refused(/^The file is not there, or may not be read\.$/),
    );
  });
});
