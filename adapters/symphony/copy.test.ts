import { describe, expect, it } from 'vitest';
import { copiesOfExport } from './copy.ts';

describe('copies of an export', () => {
  it('are read from 999; one without a number is counted', () => {
    const subfields = (text: string) =>
      text
        .split('$')
        .slice(1)
        .map((one) => ({ code: one.charAt(0), value: one.slice(1).trim() }));

    const read = copiesOfExport({
      leader: '',
      fields: [
        {
          tag: '999',
          ind1: ' ',
          ind2: ' ',
          subfields: subfields('$aNA1181 .T47 $wLC $iX000888731 $kCHECKEDOUT $lFA-STKS $mFINE-ARTS $tBOOK'),
        },
        { tag: '999', ind1: ' ', ind2: ' ', subfields: subfields('$aNA1181 .T48 $lFA-STKS $mFINE-ARTS') },
      ],
    });

    expect(read).toEqual({
      copies: [
        {
          barcode: 'X000888731',
          library: 'FINE-ARTS',
          callNumber: 'NA1181 .T47',
          homeLocation: 'FA-STKS',
          currentLocation: 'CHECKEDOUT',
          itemType: 'BOOK',
        },
      ],
      leftOut: 1,
    });
  });
});
