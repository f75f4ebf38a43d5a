import { describe, expect, it } from 'vitest';
import { isForSameTitle } from './same-title.ts';

const copies = [{ localId: 'b1/01', barcode: '01', recordLocalId: 'b1' }];

describe('a hold in an account', () => {
  it.each([
    ['of the same record', { recordLocalId: 'b1' }, { recordLocalId: 'b1' }, true],
    ['of another record', { recordLocalId: 'b2' }, { recordLocalId: 'b1' }, false],
    [
      'by the barcode of one of its copies',
      { recordLocalId: null, barcode: '01' },
      { recordLocalId: 'b1', copies },
      true,
    ],
    [
      'by a barcode that harvest does not know',
      { recordLocalId: null, barcode: '02' },
      { recordLocalId: 'b1', copies },
      null,
    ],
    [
      'by a barcode, where nobody looked for copies',
      { recordLocalId: null, barcode: '01' },
      { recordLocalId: 'b1' },
      null,
    ],
    ['by nothing', { recordLocalId: null }, { recordLocalId: 'b1', copies }, null],
  ])('%s', (_, hold, wanted, expected) => {
    expect(isForSameTitle(hold, wanted)).toBe(expected);
  });
});
