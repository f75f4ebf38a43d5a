import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, expect, it } from 'vitest';
import type { Shown, ShownRow, ShownTable } from './shown.ts';
import { writeCsvFiles, writeXlsx } from './write-shown.ts';

const folder = makeTemporaryFolder();
afterAll(() => {
  folder.remove();
});

const at = (...names: readonly string[]): string => join(folder.path, ...names);

const rows: readonly ShownRow[] = [
  ['-12', '-12', 'https://koha.example/1'],
  ['not told', null, null],
];
const table: ShownTable = {
  name: 'counts',
  title: 'Counts',
  columns: [
    { header: 'Rest', kind: 'NUMBER' },
    { header: 'Call number', kind: 'TEXT' },
    { header: 'Link', kind: 'LINK' },
  ],
  totalRows: rows.length,
  firstRows: () => Promise.resolve(rows),
  allRows: () => Readable.from(rows),
};
const head = { snapshot: 'first', takenAt: '2026-06-01T00:00:00.000Z', library: null, title: 'Counts', summary: [] };
const shown: Shown = { ...head, name: 'reconcile', notReconciled: [], tables: [table] };
const two: Shown = { ...shown, tables: [table, table] };

let begun = 0;
function begin(): Promise<string> {
  begun += 1;
  return Promise.resolve('export');
}

it('writes a CSV in which numbers below zero are numbers, texts are no formulas, and addresses are one column', async () => {
  const path = at('counts.csv');

  expect(await writeCsvFiles(path, shown, begin)).toEqual([{ path, rows: 2 }]);

  expect(readFileSync(path, 'utf8').split('\r\n')).toEqual([
    '\uFEFFRest,Call number,Link',
    "-12,'-12,https://koha.example/1",
    'not told,,',
    '',
  ]);
});

it('writes one file where the ending stands in capitals', async () => {
  const path = at('COUNTS.CSV');

  expect(await writeCsvFiles(path, shown, begin)).toEqual([{ path, rows: 2 }]);
});

it.each([
  ['a CSV for several tables', 'A CSV holds one table', () => writeCsvFiles('two.csv', two, begin)],
  ['a CSV in no folder', 'there is no such folder', () => writeCsvFiles(at('no', 'one.csv'), shown, begin)],
  ['a workbook in no folder', 'there is no such folder', () => writeXlsx(at('no', 'one.xlsx'), shown, begin)],
  ['a workbook that is a folder', 'it is a folder', () => writeXlsx(folder.path, shown, begin)],
  ['a folder that is a file', 'it is a file, not a folder', () => writeCsvFiles(import.meta.filename, two, begin)],
])('writes no export down that is never made: %s', async (_, problem, write) => {
  begun = 0;

  await expect(write()).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    message: expect.stringContaining(problem) as string,
  });

  expect(begun).toBe(0);
});
