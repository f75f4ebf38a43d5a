import { describe, expect, it } from 'vitest';
import { type MarcDataField, readFieldLink } from './index.ts';

function field(tag: string, link: string | null): MarcDataField {
  const six = link === null ? [] : [{ code: '6', value: link }];
  return { tag, ind1: '1', ind2: '0', subfields: [...six, { code: 'a', value: 'Text' }] };
}

describe('the link of a field', () => {
  it.each([
    ['880-01', { tag: '880', occurrence: '01', script: null, rightToLeft: false }],
    ['245-02/$1', { tag: '245', occurrence: '02', script: '$1', rightToLeft: false }],
    ['245-02/(2/r', { tag: '245', occurrence: '02', script: '(2', rightToLeft: true }],
    ['245-02/r', { tag: '245', occurrence: '02', script: null, rightToLeft: true }],
    ['245-02 /(3/r\u200f', { tag: '245', occurrence: '02', script: '(3', rightToLeft: true }],
    ['500-00//r', { tag: '500', occurrence: '00', script: null, rightToLeft: true }],
  ])('%s', (value, link) => {
    expect(readFieldLink(field('880', value))).toEqual(link);
  });

  it('is none where the subfield says something else or is missing', () => {
    expect(readFieldLink(field('906', 'LANGUAGE'))).toBeNull();
    expect(readFieldLink(field('245', null))).toBeNull();
  });
});
