import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRowsAddress, rowsHref, rowsQuery } from './href.ts';

function read(query: string) {
  return readRowsAddress(new URLSearchParams(query));
}

describe('the address of rows', () => {
  it('can be read by people', () => {
    expect(
      rowsHref('first look', 'ITEMS', [
        { dimension: 'LIBRARY', in: ['severnhythe'] },
        { dimension: 'ITEM_TYPE', in: ['STL', 'a,b', '(not told)'] },
      ]),
    ).toBe('/compare/first%20look/rows?of=ITEMS&where=LIBRARY:severnhythe&where=ITEM_TYPE:STL,a%5C,b,(not+told)');
  });

  it('holds any value, and two conditions of one dimension apart', () => {
    const values = fc.array(fc.string({ minLength: 1, unit: 'grapheme' }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(values, values, (some, others) => {
        const where = [{ dimension: 'HOLDER', in: some } as const, { dimension: 'HOLDER', in: others } as const];
        expect(read(rowsQuery('RECORDS', where))).toEqual({ of: 'RECORDS', where, after: null, before: 0 });
      }),
    );
  });

  it.each([
    ['', 'of: write one of RECORDS, ITEMS, STATEMENTS.'],
    ['of=READERS', 'of: write one of'],
    ['of=ITEMS&where=LIBRARY', 'where=LIBRARY: write what rows are chosen by'],
    ['of=ITEMS&where=library:x', 'where=library:x: write what rows are chosen by'],
    ['of=ITEMS&where=toString:x', 'write what rows are chosen by'],
    ['of=ITEMS&where=LIBRARY:', 'a value is missing'],
    ['of=ITEMS&where=LIBRARY:a,,b', 'a value is missing'],
    [String.raw`of=ITEMS&where=LIBRARY:a\b`, 'a backslash stands before'],
    ['of=ITEMS&before=-1', 'before: write how many rows'],
  ])('%s is refused with what to do', (query, problem) => {
    expect(read(query)).toEqual({ problem: expect.stringContaining(problem) as string });
  });
});
