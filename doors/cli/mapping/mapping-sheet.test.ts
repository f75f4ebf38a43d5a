import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CODE_LISTS } from '#domain/policies.ts';
import { MAPPING_STATES } from '#domain/mappings.ts';
import type { Row } from '#platform/sheets/cells.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAPPING_COLUMNS, readMappingSheet, readTargetSheet, TARGET_COLUMNS, toParts } from './mapping-sheet.ts';
import { writeSheetFile } from '../write-sheet-file.ts';
import { BEFORE_RELEASE } from '#tests/release.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mercia-mapping-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What systems call their codes, the worst of it: zeros in front, blanks, formulas, other scripts, delimiters. */
const code = fc
  .oneof(
    fc.constantFrom(
      '0012',
      '=cmd',
      '+44',
      '-BK',
      '@x',
      "'BK",
      '001234567890123',
      'BK ',
      'a;b',
      'a,b',
      '"x"',
      'ÅÄ',
      '3.20',
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  )
  // Nothing is a code that a sheet cannot hold, or that looks like what a spreadsheet makes of a long number.
  .filter(
    (text) => text.trim() !== '' && !/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(text) && !/^\s*\d([.,]\d+)?E\+/i.test(text),
  )
  .filter((text) => !/^#[A-Z/0!?]+$/.test(text));
/** Each sheet begins a thread to read in, so that a few long ones are quicker than many. */
const ROWS = { minLength: 30, maxLength: 60 };
/** No code stands twice in a sheet, as the target compares them. */
const codeOf = (row: { readonly list: string; readonly system?: string; readonly code: string }): string =>
  `${row.list} ${row.system ?? ''} ${row.code.trim().toUpperCase()}`;
const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> => fc.option(value, { nil: null });
const mapping = fc.record({
  list: fc.constantFrom(...CODE_LISTS),
  system: fc.constantFrom('koha-a', 'symphony-d'),
  code,
  target: maybe(code),
  state: fc.constantFrom(...MAPPING_STATES),
  note: maybe(code),
});

describe('a sheet of mappings', () => {
  it.each(['.xlsx', '.csv'])('comes back from %s as it went out', async (ending) => {
    const path = join(folder, `round${ending}`);
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(mapping, { ...ROWS, selector: codeOf }), async (mappings) => {
        const rows = mappings.map((one): Row => [
          one.list,
          one.system,
          one.code,
          'a label',
          7,
          one.target,
          null,
          one.state,
          null,
          '',
          one.note,
        ]);
        await writeSheetFile(path, 'mapping', MAPPING_COLUMNS, rows);
        const read = await readMappingSheet(path);
        expect(read.unread).toEqual([]);
        expect(read.rows.map(({ line: _line, ...row }) => row)).toEqual(mappings);
      }),
      { numRuns: BEFORE_RELEASE ? 12 : 2, seed: 16 },
    );
  });

  const HEAD = 'List,System,Code,Target code,State,Note';
  const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'utf8');

  it.each([
    ['a mark in front', bytesOf(`\uFEFF${HEAD}\nITEM_TYPE,koha-a,BÜ,X,,\n`), 'BÜ'],
    ['Windows-1252', Buffer.from(`${HEAD}\nITEM_TYPE,koha-a,B\u00DC,X,,\n`, 'latin1'), 'BÜ'],
    ['semicolons', bytesOf(`${HEAD.replaceAll(',', ';')}\nitem type;koha-a;BÜ;X;;\n`), 'BÜ'],
    ['a formula that was quoted', bytesOf(`${HEAD}\nITEM_TYPE,koha-a,'=cmd,X,,\n`), '=cmd'],
  ])('is read with %s', async (_what, bytes, expected) => {
    const { rows, unread } = await readMappingSheet(bytes);
    expect(unread).toEqual([]);
    expect(rows).toEqual([
      { line: 2, list: 'ITEM_TYPE', system: 'koha-a', code: expected, target: 'X', state: null, note: null },
    ]);
  });

  it('gives the good rows, and each wrong one with its line', async () => {
    const { rows, unread } = await readMappingSheet(
      bytesOf(
        `${HEAD}\nITEM_TYPE,koha-a,BK,X,,\nITEM_TYPE,koha-a,3.2E+13,X,,\nSHELVES,koha-a,BK,X,,\n` +
          'ITEM_TYPE,koha-a,,X,,\nITEM_TYPE,koha-a,REF,X,PERHAPS,\nITEM_TYPE,koha-a,AV,Y,decided,\n',
      ),
    );
    expect(rows.map(({ line, code: read }) => [line, read])).toEqual([
      [2, 'BK'],
      [7, 'AV'],
    ]);
    expect(unread.map(({ line, column }) => [line, column]).toSorted()).toEqual([
      [3, 'Code'],
      [4, 'List'],
      [5, 'Code'],
      [6, 'State'],
    ]);
    for (const { line, problem } of unread) expect(problem).toContain(` ${line},`);
  });

  it('gives a code that stands twice once, however far the two are apart', async () => {
    const between = Array.from(
      { length: 3_000 },
      (_, n) => `ITEM_TYPE,koha-a,T${String(n)},X,DECIDED,${'a note '.repeat(8)}\n`,
    );
    const { rows, unread } = await readMappingSheet(
      bytesOf(
        `${HEAD}\nITEM_TYPE,koha-a,BK,X,,\n${between.join('')}ITEM_TYPE,koha-a,BK,Y,,\nITEM_TYPE,koha-a,bk,Y,,\n`,
      ),
    );
    // Whether two spellings are two codes, the graph knows if both are in one part.
    const parts = toParts(rows, 120_000);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts[0]?.filter(({ code: read }) => /^bk$/i.test(read)).map(({ line }) => line)).toEqual([2, 3_004]);
    expect(rows.flatMap(({ line, code: read }) => (/^bk$/i.test(read) ? [line] : []))).toEqual([2, 3_004]);
    expect(unread).toEqual([
      { line: 3_003, column: 'Code', problem: 'the code stands in line 2 already; leave one of the two' },
    ]);
  });

  it('is refused as a whole if a column is missing', async () => {
    await expect(readMappingSheet(bytesOf('List,System,Code\nITEM_TYPE,koha-a,BK\n'))).rejects.toThrow('"Target code"');
  });
});

describe('a sheet of target codes', () => {
  it.each(['.xlsx', '.csv'])('comes back from %s as it went out', async (ending) => {
    const path = join(folder, `targets${ending}`);
    const target = fc.record({ list: fc.constantFrom(...CODE_LISTS), code, label: maybe(code), meaning: maybe(code) });
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(target, { ...ROWS, selector: codeOf }), async (codes) => {
        await writeSheetFile(
          path,
          'target codes',
          TARGET_COLUMNS,
          codes.map((one): Row => [one.list, one.code, one.label, one.meaning]),
        );
        const read = await readTargetSheet(path);
        expect(read.unread).toEqual([]);
        expect(read.rows.map(({ line: _line, ...row }) => row)).toEqual(codes);
      }),
      { numRuns: BEFORE_RELEASE ? 8 : 1, seed: 16 },
    );
  });
});

it('sends every row once, in parts that fit', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ line: fc.nat(), note: fc.string({ maxLength: 40 }) })), (rows) => {
      const parts = toParts(rows, 100);
      expect(parts.flat()).toEqual(rows);
      for (const part of parts.filter(({ length }) => length > 1)) {
        expect(part.reduce((sum, row) => sum + Buffer.byteLength(JSON.stringify(row)), 0)).toBeLessThanOrEqual(100);
      }
    }),
    { seed: 16 },
  );
});
