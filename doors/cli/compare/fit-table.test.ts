import { describe, expect, it } from 'vitest';
import { fitTable, plain } from './fit-table.ts';
import type { ShownColumn } from './shown.ts';

const COLUMNS: readonly ShownColumn[] = [
  { header: 'Barcode', kind: 'TEXT' },
  { header: 'Title', kind: 'TEXT' },
  { header: 'Loans', kind: 'NUMBER' },
  { header: 'Link', kind: 'LINK' },
];
const LINK = 'https://koha.example/cgi-bin/koha/catalogue/detail.pl?biblionumber=1';
const LONG = 'The clinical management of a very long title of more than sixty characters';

describe('a table for a terminal', () => {
  it('is as wide as its cells, with numbers at the right', () => {
    const { text, leftOut } = fitTable(
      COLUMNS.slice(0, 3),
      [
        ['30101000000001', 'Asthma', '7'],
        ['00000000000001', null, '112'],
      ],
      80,
    );

    expect(text.split('\n')).toEqual([
      'Barcode         Title   Loans',
      '30101000000001  Asthma      7',
      '00000000000001            112',
    ]);
    expect(leftOut).toEqual([]);
  });

  it.each([40, 60, 80, 120])('is never wider than %d', (width) => {
    const { text } = fitTable(COLUMNS, [['30101000000001', LONG, '7', LINK]], width);

    expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(width);
  });

  it('leaves out links before anything else, and keeps barcodes whole', () => {
    const { text, leftOut } = fitTable(COLUMNS, [['30101000000001', LONG, '7', LINK]], 50);

    expect(leftOut).toEqual(['Link']);
    expect(text).toContain('30101000000001  The clinical management');
    expect(text).toContain('…');
  });

  it('has a sentence for which it is too narrow below its row, whole', () => {
    const columns: readonly ShownColumn[] = [
      { header: 'Library', kind: 'TEXT' },
      { header: 'What', kind: 'TEXT' },
      { header: 'Difference', kind: 'NUMBER' },
      { header: 'What is known of the difference', kind: 'TEXT' },
      { header: 'Counted on', kind: 'DATE' },
      { header: 'Signed by', kind: 'TEXT' },
    ];
    const known = '66 copies came without their number or barcode; 12 are for interlibrary loans; 3 are hidden';
    const { text, leftOut } = fitTable(
      columns,
      [
        ['elm', 'Items on loan', '81', known, '2026-11-30', 'A. Librarian'],
        ['oak', 'Readers', null, null, '2026-11-30', 'B. Librarian'],
      ],
      80,
    );

    expect(text.split('\n')).toEqual([
      'Library  What           Difference  Counted on  Signed by',
      'elm      Items on loan          81  2026-11-30  A. Librarian',
      '    What is known of the difference: 66 copies came without their number or',
      '    barcode; 12 are for interlibrary loans; 3 are hidden',
      'oak      Readers                    2026-11-30  B. Librarian',
    ]);
    expect(leftOut).toEqual([]);
  });

  it('cuts between characters as they are read', () => {
    const { text } = fitTable([{ header: 'T', kind: 'TEXT' }], [['e\u0301'.repeat(30)]], 20);

    expect(text.split('\n')[1]).toBe(`${'e\u0301'.repeat(19)}…`);
  });

  it('shows nothing that moves the cursor', () => {
    expect(plain('\u001b[2JTitle\nand\u2028more\u0007')).toBe(' [2JTitle and more');
  });
});
