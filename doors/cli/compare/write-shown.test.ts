import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, expect, it } from 'vitest';
import type { Shown, ShownRow, ShownTable } from './shown.ts';
import { writeCsvFiles } from './write-shown.ts';

const folder = makeTemporaryFolder();
afterAll(() => {
  folder.remove();
});

it('writes a CSV in which numbers below zero are numbers, texts are no formulas, and addresses are one column', async () => {
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
  const path = join(folder.path, 'counts.csv');

  expect(await writeCsvFiles(path, shown, 'export')).toEqual([{ path, rows: 2 }]);

  expect(readFileSync(path, 'utf8').split('\r\n')).toEqual([
    '\uFEFFRest,Call number,Link',
    "-12,'-12,https://koha.example/1",
    'not told,,',
    '',
  ]);
});
