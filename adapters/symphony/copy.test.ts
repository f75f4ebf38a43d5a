import { describe, expect, it } from 'vitest';
import { copiesOfExport } from './copy.ts';

describe('copies of an export', () => {
  it('have no number where a text stands that is longer than any', () => {
    const subfields = [
      { code: 'i', value: '9'.repeat(201) },
      { code: 'm', value: 'MAIN' },
    ];
    const read = copiesOfExport({ leader: '', fields: [{ tag: '999', ind1: ' ', ind2: ' ', subfields }] }, null);

    expect(read).toMatchObject({ copies: [], leftOut: [{ place: 1, barcode: null, library: 'MAIN' }] });
  });

  it('are read from 999; one without a number is kept apart', () => {
    const subfields = (text: string) =>
      text
        .split(/ ?\$(?=[a-z])/)
        .slice(1)
        .map((one) => ({ code: one.charAt(0), value: one.slice(1).trim() }));

    const read = copiesOfExport(
      {
        leader: '',
        fields: [
          {
            tag: '999',
            ind1: ' ',
            ind2: ' ',
            subfields: subfields(
              '$aNA1181 .T47 $wLC $iX000888731 $kCHECKEDOUT $lFA-STKS $mFINE-ARTS $tBOOK $c2 $p$20.00 $u6/28/1996 $e4/5/2009 $xH-NOTIS $o.STAFF. TRAN TO IVY 8/00 $o.PUBLIC. Signed .STAFF. Lost by a reader',
            ),
          },
          { tag: '999', ind1: ' ', ind2: ' ', subfields: subfields('$aNA1181 .T48 $lFA-STKS $mFINE-ARTS $u4/5/2009') },
        ],
      },
      null,
    );

    expect(read).toEqual({
      copies: [
        {
          barcode: 'X000888731',
          library: 'FINE-ARTS',
          callNumber: 'NA1181 .T47',
          homeLocation: 'FA-STKS',
          currentLocation: 'CHECKEDOUT',
          itemType: 'BOOK',
          details: {
            copyNumber: '2',
            price: '$20.00',
            createdOn: '1996-06-28',
            statistics: [{ name: 'itemCategory1', value: 'H-NOTIS' }],
            publicNotes: ['Signed'],
            other: [{ name: 'classification', value: 'LC' }],
          },
          staffNotes: ['TRAN TO IVY 8/00', 'Lost by a reader'],
        },
      ],
      leftOut: [
        {
          place: 2,
          barcode: null,
          library: 'FINE-ARTS',
          callNumber: 'NA1181 .T48',
          homeLocation: 'FA-STKS',
          currentLocation: null,
          itemType: null,
          // In which order its day is written is not known.
          details: { other: [{ name: 'createdDate', value: '4/5/2009' }] },
          staffNotes: null,
        },
      ],
    });
  });
});
