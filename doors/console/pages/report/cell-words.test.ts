import { describe, expect, it } from 'vitest';
import { pairOf, sayCell, sayHeader } from './cell-words.ts';

const REGION = {
  libraries: [
    { id: 'bay', name: 'Bay Library' },
    { id: 'hill', name: 'Hill Library' },
  ],
  systems: [{ id: 'koha-a', name: 'Four Rivers' }],
};

describe('a cell of a report', () => {
  it('tells libraries of one name apart, and not a library from its system', () => {
    const libraries = [...REGION.libraries, { id: 'cove', name: 'Bay Library' }, { id: 'river', name: 'Four Rivers' }];
    const region = { ...REGION, libraries };

    expect(sayCell('Libraries', 'bay, cove, river', region)).toBe('Bay Library (bay), Bay Library (cove), Four Rivers');
    expect(sayHeader('cove', region)).toBe('Bay Library (cove)');
    expect(sayHeader('koha-a', region)).toBe('Four Rivers');
  });

  it('puts the names of the region together once for all cells', () => {
    let read = 0;
    const region = {
      ...REGION,
      get libraries() {
        read += 1;
        return REGION.libraries;
      },
    };

    expect(['bay', 'hill', 'bay'].map((id) => sayCell('Library', id, region))).toEqual([
      'Bay Library',
      'Hill Library',
      'Bay Library',
    ]);
    expect(read).toBe(1);
  });

  it.each([
    ['Library', 'bay', 'Bay Library'],
    ['Libraries', 'bay, hill', 'Bay Library, Hill Library'],
    ['Also in', 'koha-a', 'Four Rivers'],
    ['Other record held by', 'koha-a', 'Four Rivers'],
    ['Cheaper', 'koha-a changes', 'Four Rivers changes'],
    ['Who does what', '28 days: koha-a MAIN; 21 days: koha-b TAM', '28 days: Four Rivers MAIN; 21 days: koha-b TAM'],
    ['Years that one library has alone', 'hill: 1998-2000', 'Hill Library: 1998-2000'],
    ['Record', 'koha-a:record:12', 'Four Rivers, record 12'],
    ['Group', 'koha-a 159', 'Four Rivers, edition 159'],
    ['Group', '0cd8b17ca02ee62deb160d4d7d05d62f', '0cd8b1…'],
    ['Field', 'CLASSMARKS', 'Class marks'],
    ['Difference', 'ONE_ONLY', 'Only one has it'],
    ['Format', 'EBOOK', 'E-book'],
    ['Status', 'ON_LOAN', 'On loan'],
    ['Who may see it', 'SUPPRESSED', 'Hidden'],
    ['Not told at all', 'STATEMENTS, LOANS', 'which years of journals there are, loans'],
    ['Options', 'koha-a changes (3 items)', 'Four Rivers changes (3 items)'],
    ['Rule', '020:CHECK_DIGIT', '020, check digit'],
    ['Last borrowed', '2026-10-02', '2 October 2026'],
    ['What became of it', 'gone since 2026-10-02, not 2026-02-31', 'gone since 2 October 2026, not 2026-02-31'],
    ['Why there is no number', 'not told by koha-c, koha-a', 'not told by koha-c, Four Rivers'],
  ])('of the column %s says %s as %s', (header, cell, said) => {
    expect(sayCell(header, cell, REGION)).toBe(said);
  });

  it.each([
    ['Field', '245'],
    ['Status', 'L-QUIET'],
    ['Title', 'bay'],
    ['Library', 'gone'],
    ['Call number', 'QU 2026-10-02'],
    ['Before', '_ _ $a not told by koha-a, 2026-10-02'],
    ['Now', '_ _ $a 2026-10-02'],
    ['Statement', '2026-10-02-'],
    ['From', '2026-10-02'],
    ['To', '2026-10-02'],
    ['Item number', '2026-10-02'],
    ['Record', 'koha-b:record:1'],
  ])('of the column %s leaves %s alone', (header, cell) => {
    expect(sayCell(header, cell, REGION)).toBe(cell);
    expect(sayCell(header, cell, null)).toBe(cell);
    expect(sayCell(header, null, REGION)).toBeNull();
  });
});

it('leads from a row with two records to where they are compared', () => {
  const headers = ['Record', 'Title', 'Other record'];

  expect(pairOf(headers, ['a:record:1', 'A title', 'b:record:2'])).toBe('/records/a%3Arecord%3A1/with/b%3Arecord%3A2');
  expect(pairOf(headers, ['a:record:1', 'A title', null])).toBeNull();
  expect(pairOf(['Record'], ['a:record:1'])).toBeNull();
});
