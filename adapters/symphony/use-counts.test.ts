import { describe, expect, it } from 'vitest';
import { countsOf, type UseFields } from './use-counts.ts';

const FIELDS: UseFields = { loans: 'n', lastLoan: 'e', dates: 'mdy' };

function counted(subfields: Readonly<Record<string, string>>, fields = FIELDS) {
  const field = {
    tag: '999',
    ind1: ' ',
    ind2: ' ',
    subfields: Object.entries(subfields).map(([code, value]) => ({ code, value })),
  };
  return countsOf({ leader: '', fields: [{ tag: '001', value: 'u392' }, field] }, '392', fields);
}

describe('counts of use in an export', () => {
  it('are of a copy, by the id that harvest gives it', () => {
    expect(counted({ i: 'X000888731', m: 'FINE-ARTS', e: '8/15/1996', n: '53' })).toEqual([
      { itemLocalId: '392:X000888731', recordLocalId: '392', loans: 53, renewals: null, lastBorrowedOn: '1996-08-15' },
    ]);
  });

  it('are not 0 where the export says nothing of them', () => {
    expect(counted({ i: 'X1' })).toMatchObject([{ loans: null, lastBorrowedOn: null }]);
    expect(counted({ i: 'X1', n: '-', e: 'NEVER' })).toMatchObject([{ loans: null, lastBorrowedOn: null }]);
  });

  it.each<readonly [UseFields['dates'], string, string | null]>([
    ['mdy', '10/8/1996', '1996-10-08'],
    ['dmy', '10/8/1996', '1996-08-10'],
    ['ymd', '1996-10-08', '1996-10-08'],
    ['dmy', '15/13/1996', null],
    ['mdy', '2/30/2001', null],
    ['ymd', '8/15/1996', null],
  ])('read %s: %s', (dates, e, expected) => {
    expect(counted({ i: 'X1', e }, { ...FIELDS, dates })[0]?.lastBorrowedOn).toBe(expected);
  });

  it('leave out a copy without a number', () => {
    expect(counted({ n: '5' })).toEqual([]);
  });
});
