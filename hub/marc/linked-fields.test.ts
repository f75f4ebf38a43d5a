import { describe, expect, it } from 'vitest';
import { linkedFields, type MarcDataField, readFieldLink } from './index.ts';

function field(tag: string, link: string | null, text: string): MarcDataField {
  const six = link === null ? [] : [{ code: '6', value: link }];
  return { tag, ind1: '1', ind2: '0', subfields: [...six, { code: 'a', value: text }] };
}

/** The texts of what is linked with each of the fields. */
function links(...fields: readonly MarcDataField[]): readonly (readonly string[])[] {
  const record = { leader: '00000nam a2200000 a 4500', fields };
  return fields.map((one) => linkedFields(record, one).map(({ subfields }) => subfields.at(-1)?.value ?? ''));
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
    expect(readFieldLink(field('880', value, ''))).toEqual(link);
  });

  it('is none where the subfield says something else or is missing', () => {
    expect(readFieldLink(field('906', 'LANGUAGE', ''))).toBeNull();
    expect(readFieldLink(field('245', null, ''))).toBeNull();
  });
});

describe('linked fields', () => {
  it('find each other in both directions by tag and number', () => {
    const found = links(
      field('245', '880-01', 'Dong fang hong'),
      field('700', '880-02', 'Li, Bai'),
      field('700', '880-03', 'Du, Fu'),
      field('880', '245-01/$1', '東方紅'),
      field('880', '700-03/$1', '杜甫'),
      field('880', '700-02/$1', '李白'),
    );

    expect(found).toEqual([['東方紅'], ['李白'], ['杜甫'], ['Dong fang hong'], ['Du, Fu'], ['Li, Bai']]);
  });

  it('may be several scripts of one field', () => {
    const [title] = links(
      field('245', '880-01', 'Sefer'),
      field('880', '245-01/(2/r', 'ספר'),
      field('880', '245-01/(N', 'Сефер'),
    );

    expect(title).toEqual(['ספר', 'Сефер']);
  });

  it('need no number where the tag has one field only', () => {
    expect(links(field('245', null, 'Sefer'), field('880', '245-01/(2/r', 'ספר'))).toEqual([['ספר'], ['Sefer']]);
    expect(links(field('500', null, 'A'), field('500', null, 'B'), field('880', '500-01', 'C'))).toEqual([[], [], []]);
  });

  it('are none for an 880 that stands for no field, or is named by another number', () => {
    expect(links(field('245', null, 'A'), field('880', '245-00/$1', 'B'))).toEqual([[], []]);
    expect(links(field('245', '880-02', 'A'), field('880', '245-01/$1', 'B'))).toEqual([[], []]);
  });
});
