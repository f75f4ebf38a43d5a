import { describe, expect, it } from 'vitest';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { matchKeys } from '../match/match-keys.ts';
import { describeRecord } from '../normalise/describe-record.ts';
import { toEditionNumber, toLookup, type Lookup } from './edition-key.ts';

describe('toLookup', () => {
  it.each([
    [{ isbn: '0-19-852663-6' }, { kind: 'key', value: 'isbn:9780198526636', system: null }],
    [
      { isbn: ' 9780198526636 ', issn: null },
      { kind: 'key', value: 'isbn:9780198526636', system: null },
    ],
    [{ issn: '01406736' }, { kind: 'key', value: 'issn:0140-6736', system: null }],
    [{ oclcNumber: '00012345' }, { kind: 'key', value: 'oclc:12345', system: null }],
    [{ oclcNumber: 'ocn123456789' }, { kind: 'key', value: 'oclc:123456789', system: null }],
    [{ nlmId: '0372524r' }, { kind: 'key', value: 'nlm:0372524R', system: null }],
    [
      { doi: 'https://doi.org/10.1016/S0140-6736(05)1' },
      { kind: 'key', value: 'doi:10.1016/s0140-6736(05)1', system: null },
    ],
    [{ barcode: '3000 1' }, { kind: 'barcode', value: '3000 1', system: null }],
    [{ record: 'arden:record:a:1' }, { kind: 'record', value: 'a:1', system: 'arden' }],
    [{ id: 'mids:edition:12' }, { kind: 'edition', value: '12', system: null }],
  ])('reads %j', (key, lookup) => {
    expect(toLookup(key, 'mids')).toEqual(lookup);
  });

  it('asks for a long DOI by the key that its record has', () => {
    const doi = '10.1093/acrefore/9780190236557.001.0001/acrefore-9780190236557-e-123';

    expect(matchKeys(describeRecord(marcOf(`024 7_ $a ${doi} $2 doi`)))).toEqual([
      (toLookup({ doi }, 'mids') as Lookup).value,
    ]);
  });

  it.each([
    [{ isbn: '9780198526637' }, /not a valid isbn/],
    [{ isbn: '9780198526636 9780306406157' }, /not a valid isbn/],
    [{ issn: '0140-6737' }, /not a valid issn/],
    [{ oclcNumber: '0' }, /not a valid oclcNumber/],
    [{ nlmId: 'x' }, /not a valid nlmId/],
    [{ doi: 'doi' }, /not a valid doi/],
    [{ barcode: '  ' }, /not a valid barcode/],
    [{ record: 'arden:holding:1' }, /not a valid record/],
    [{ id: 'elsewhere:edition:12' }, /not a valid id/],
    [{}, /this one has 0/],
    [{ isbn: '0198526636', issn: '0140-6736' }, /this one has 2/],
  ])('gives an error in place of %j', (key, message) => {
    expect(toLookup(key, 'mids')).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringMatching(message) as string,
    });
  });
});

describe('toEditionNumber', () => {
  it('takes only what a number of an edition can be', () => {
    expect(
      [
        'mids:edition:7',
        'mids:edition:07',
        'mids:edition:-1',
        'mids:edition:1e3',
        'mids:edition:99999999999999999999',
      ].map((id) => toEditionNumber(id, 'mids')),
    ).toEqual([7, null, null, null, null]);
  });
});
