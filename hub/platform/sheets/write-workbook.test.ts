import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LONGEST_TEXT, type Cell } from './cells.ts';
import { readSheet } from './read-sheet.ts';
import { writeWorkbook, type Sheet, type WorkbookOptions } from './write-workbook.ts';
import { unzip } from './zip.fixture.ts';

const BARCODE = { header: 'Barcode', kind: 'text' } as const;

async function write(sheets: readonly Sheet[], options?: WorkbookOptions): Promise<Buffer> {
  const stream = new PassThrough();
  const [bytes] = await Promise.all([buffer(stream), writeWorkbook(stream, sheets, options)]);
  return bytes;
}

const sheetXml = (bytes: Buffer, number = 1): string => unzip(bytes, `xl/worksheets/sheet${number}.xml`);

/** The cells of the first row below the header. */
async function cellsOf(
  kind: 'text' | 'number' | 'date' | 'link',
  ...cells: readonly Cell[]
): Promise<readonly string[]> {
  const columns = cells.map((_, index) => ({ header: `C${index}`, kind }));
  const xml = sheetXml(await write([{ name: 'One', columns, rows: [cells] }]));
  return xml.slice(xml.indexOf('<row r="2"')).match(/<c r.*?(?:<\/c>|\/>)/gs) ?? [];
}

describe('writeWorkbook', () => {
  it('writes what is text as text, whatever it looks like', async () => {
    const [barcode, formula, plus, at, number] = await cellsOf('text', '00012345678901', '=cmd', '+1', '@x', 12);

    expect(barcode).toMatch(/^<c r="A2" s="\d+" t="inlineStr"><is><r><t>00012345678901<\/t><\/r><\/is><\/c>$/);
    expect(formula).toContain('t="inlineStr"><is><r><t>=cmd</t></r></is>');
    expect(plus).toContain('t="inlineStr"><is><r><t>+1</t>');
    expect(at).toContain('t="inlineStr"><is><r><t>@x</t>');
    expect(number).toContain('t="inlineStr"><is><r><t>12</t>');
  });

  it('gives columns of text the format Text, so that what is typed there stays text', async () => {
    const bytes = await write([{ name: 'One', columns: [BARCODE], rows: [['1']] }]);

    const style = /<col min="1" max="1" .*?style="(\d+)"/.exec(sheetXml(bytes))?.[1];
    const formats = [...unzip(bytes, 'xl/styles.xml').matchAll(/<xf numFmtId="(\d+)"[^>]*xfId/g)].map(
      (match) => match[1],
    );
    // 49 is Excel's own number of the format `@`.
    expect(formats[Number(style)]).toBe('49');
  });

  it('removes what XML does not allow, and cuts what Excel cannot hold', async () => {
    const [controls, halves, long] = await cellsOf(
      'text',
      'a\u0001\u0000b\u000bc\ufffe',
      '\ud800x',
      'x'.repeat(40_000),
    );

    expect(controls).toContain('<t>abc</t>');
    expect(halves).toContain('<t>\ufffdx</t>');
    const text = /<t>(.*)<\/t>/.exec(long ?? '')?.[1] ?? '';
    expect(text.length).toBe(LONGEST_TEXT);
    expect(text).toMatch(/x … \[cut: 40000 characters\]$/);
  });

  it('keeps numbers as numbers and says in words what is none', async () => {
    const [number, negative, words, none] = await cellsOf('number', 12, -5, 'not told', NaN);

    expect(number).toBe('<c r="A2"><v>12</v></c>');
    expect(negative).toContain('<v>-5</v>');
    expect(words).toContain('<t>not told</t>');
    expect(none).toContain('<t>NaN</t>');
  });

  it('writes days and instants as dates, and what Excel cannot count as text', async () => {
    const [day, instant, old, wrong] = await cellsOf(
      'date',
      '2026-03-01',
      '2026-03-01T12:00:00Z',
      '1850-01-01',
      '2026-02-30',
    );

    expect(day).toMatch(/s="\d+"><v>46082<\/v>/);
    expect(instant).toMatch(/s="\d+"><v>46082.5<\/v>/);
    expect(old).toContain('<t>1850-01-01</t>');
    expect(wrong).toContain('<t>2026-02-30</t>');
  });

  it('links to the web alone', async () => {
    const columns = [{ header: 'Record', kind: 'link' }] as const;
    const bytes = await write([
      {
        name: 'One',
        columns,
        rows: [
          [{ text: '=1', url: 'https://library.example/?id=1&x="2"' }],
          [{ text: 'two', url: 'javascript:alert(1)' }],
          [{ text: 'three', url: `https://library.example/${'x'.repeat(3000)}` }],
        ],
      },
    ]);

    const xml = sheetXml(bytes);
    expect(xml.match(/<hyperlink /g)).toHaveLength(1);
    expect(xml).toContain('<r><t>=1</t></r>');
    expect(xml).toContain('three https://library.example/xxx');
    expect(unzip(bytes, 'xl/worksheets/_rels/sheet1.xml.rels')).toContain(
      'Target="https://library.example/?id=1&amp;x=%222%22" TargetMode="External"',
    );
  });

  it('writes no more links than a spreadsheet opens in time; the others keep their address as text', async () => {
    const rows = Array.from({ length: 10_002 }, (_, id) => [{ text: `r${id}`, url: `https://library.example/${id}` }]);
    const xml = sheetXml(await write([{ name: 'One', columns: [{ header: 'Record', kind: 'link' }], rows }]));

    expect(xml.match(/<hyperlink /g)).toHaveLength(10_000);
    expect(xml).toContain('<t>r9999</t>');
    expect(xml).toContain('<t>r10000 https://library.example/10000</t>');
  });

  it('shows a summary above a header that stays in place, with a filter', async () => {
    const xml = sheetXml(
      await write([
        {
          name: 'One',
          summary: {
            title: 'Items',
            banner: 'NOT RECONCILED: 3 fewer',
            lines: [
              ['Snapshot', 'spring'],
              ['Items', 2],
            ],
          },
          columns: [BARCODE, { header: 'Loans', kind: 'number' }],
          rows: [
            ['1', 1],
            ['2', 2],
          ],
        },
      ]),
    );

    expect(xml).toContain('ySplit="6" topLeftCell="A7"');
    expect(xml).toContain('<autoFilter ref="A6:B8"/>');
    expect(xml).toMatch(
      /<row r="2".*?NOT RECONCILED: 3 fewer.*<row r="4".*?<c r="B4"><v>2<\/v>.*<row r="6".*?Barcode/s,
    );
  });

  it('keeps nothing in place below a summary that would fill a screen', async () => {
    const lines = Array.from({ length: 40 }, (_, number) => [`Line ${number}`, number] as const);
    const xml = sheetXml(
      await write([{ name: 'One', summary: { title: 'Long', lines }, columns: [BARCODE], rows: [] }]),
    );

    expect(xml).not.toContain('<pane');
    expect(xml).toContain('<autoFilter ref="A43:A43"/>');
  });

  it('goes on in another sheet, with summary and header, where one is full', async () => {
    const summary = { title: 'Items', banner: 'NOT RECONCILED' };
    const rows = Array.from({ length: 20 }, (_, number) => [`b${number}`]);
    const bytes = await write([{ name: 'Items', summary, columns: [BARCODE], rows }], { rowsPerSheet: 14 });

    expect(unzip(bytes, 'xl/workbook.xml').match(/<sheet name="[^"]+"/g)).toEqual([
      '<sheet name="Items"',
      '<sheet name="Items (2)"',
    ]);
    expect(sheetXml(bytes).match(/<row /g)).toHaveLength(13);
    const wanted = { barcode: { header: 'Barcode', kind: 'code' } } as const;
    const first = await readSheet(bytes, wanted, { sheet: 'Items' });
    const second = await readSheet(bytes, wanted, { sheet: 'Items (2)' });
    expect([...first.rows, ...second.rows].map(({ values }) => values.barcode)).toEqual(rows.flat());
    expect(sheetXml(bytes, 2)).toContain('NOT RECONCILED');
  });

  it('makes names valid and unique', async () => {
    const names = ['Items', 'items', 'a/b:[c]*?\\', "'", 'x'.repeat(40), 'x'.repeat(50), 'History'];
    const bytes = await write(names.map((name) => ({ name, columns: [], rows: [] })));

    expect([...unzip(bytes, 'xl/workbook.xml').matchAll(/<sheet name="([^"]+)"/g)].map((match) => match[1])).toEqual([
      'Items',
      'items (2)',
      'a-b--c----',
      'Sheet',
      'x'.repeat(31),
      `${'x'.repeat(27)} (2)`,
      'History-',
    ]);
  });

  it('rejects when the stream breaks off, instead of waiting for it', async () => {
    const stream = new Writable({
      write(_chunk, _encoding, done) {
        done(new Error('gone'));
      },
    });

    await expect(writeWorkbook(stream, [{ name: 'One', columns: [BARCODE], rows: endless() }])).rejects.toThrow('gone');
  });

  it('rejects when whoever reads goes away', async () => {
    const stream = new PassThrough();
    const written = writeWorkbook(stream, [{ name: 'One', columns: [BARCODE], rows: endless() }]);
    stream.destroy();

    await expect(written).rejects.toThrow(/premature/i);
  });
});

function* endless(): Generator<readonly Cell[]> {
  for (let number = 0; ; number += 1) yield [`barcode ${number} ${Math.sin(number)}`];
}

describe('writeWorkbook to a file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mercia-sheets-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('writes it', async () => {
    const path = join(folder, 'pack.xlsx');
    await writeWorkbook(path, [{ name: 'One', columns: [BARCODE], rows: [['0001']] }]);

    expect(sheetXml(readFileSync(path))).toContain('<t>0001</t>');
  });

  it('leaves none behind when the rows fail', async () => {
    const path = join(folder, 'pack.xlsx');
    async function* rows(): AsyncGenerator<readonly Cell[]> {
      yield ['0001'];
      throw new Error('the rows failed');
    }

    await expect(writeWorkbook(path, [{ name: 'One', columns: [BARCODE], rows: rows() }])).rejects.toThrow(
      'the rows failed',
    );
    expect(existsSync(path)).toBe(false);
  });

  it('leaves none behind when the rows fail while the file is still being opened', async () => {
    const path = (number: number): string => join(folder, `${number}.xlsx`);
    function* rows(): Generator<readonly Cell[]> {
      throw new Error('the first row failed');
    }
    const sheet = (): Sheet => ({ name: 'One', columns: [BARCODE], rows: rows() });
    const written = await Promise.allSettled(
      Array.from({ length: 200 }, (_, number) => writeWorkbook(path(number), [sheet()])),
    );
    // What was still being opened is there now.
    await writeWorkbook(path(200), [{ name: 'One', columns: [BARCODE], rows: [['0001']] }]);

    expect(new Set(written.map(({ status }) => status))).toEqual(new Set(['rejected']));
    expect(readdirSync(folder)).toEqual(['200.xlsx']);
  });
});
