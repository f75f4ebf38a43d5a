import { writeIso2709, writeMarcInJson, writeMarcXml } from '#marc/index.ts';
import type { MarcField, MarcRecord } from '#marc/index.ts';
import { describe, expect, it } from 'vitest';
import { isPublicTag, toPublicMarc } from './public-marc.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function field(tag: string, ind: string, ...subfields: readonly [string, string][]): MarcField {
  const parts = subfields.map(([code, value]) => ({ code, value }));
  return { tag, ind1: ind.slice(0, 1), ind2: ind.slice(1, 2), subfields: parts };
}

const title = field('245', '10', ['a', 'Midwifery']);
const record: MarcRecord = {
  leader: '00000nam a2200000 i 4500',
  fields: [
    { tag: '001', value: '17' },
    title,
    field('500', '  ', ['a', 'Index.'], ['x', 'stays']),
    field('526', '0 ', ['a', 'Diploma in midwifery'], ['x', 'set by Dr Jones'], ['z', 'Year 2']),
    field('541', '1 ', ['a', 'Mrs Smith']),
    field('542', '0 ', ['a', 'Heir of the author']),
    field('542', '1 ', ['a', 'Publisher']),
    field('561', '1 ', ['a', 'Dr Jones']),
    field('583', '  ', ['a', 'valued'], ['k', 'J. Bloggs']),
    field('590', '  ', ['a', 'weed in 2027']),
    field('773', '0 ', ['t', 'Journal'], ['x', '0140-6736']),
    field('852', '  ', ['b', 'MAIN'], ['x', 'behind the desk']),
    field('856', '40', ['u', 'http://example.org/'], ['x', 'password']),
    field('857', '40', ['u', 'http://archive.example/'], ['x', 'password']),
    field('866', '  ', ['x', 'only for staff']),
    field('876', '  ', ['p', '30001']),
    field('952', '  ', ['p', '30001'], ['x', 'note']),
    field('999', 'ff', ['i', 'a1']),
  ],
};

describe('toPublicMarc', () => {
  it('leaves out what is for staff, of local use or about people', () => {
    expect(toPublicMarc(writeIso2709(record), 'iso2709')?.fields).toEqual([
      { tag: '001', value: '17' },
      title,
      field('500', '  ', ['a', 'Index.'], ['x', 'stays']),
      field('526', '0 ', ['a', 'Diploma in midwifery'], ['z', 'Year 2']),
      field('542', '1 ', ['a', 'Publisher']),
      field('773', '0 ', ['t', 'Journal'], ['x', '0140-6736']),
      field('852', '  ', ['b', 'MAIN']),
      field('856', '40', ['u', 'http://example.org/']),
      field('857', '40', ['u', 'http://archive.example/']),
    ]);
  });

  it('leaves out a field of which staff may keep a part for themselves, if it came without subfields', () => {
    const tags = ['526', '542', '852', '856', '857', '866'];
    const fields = [title, ...['500', ...tags].map((tag) => ({ tag, value: 'behind the desk, password 1234' }))];

    for (const [raw, format] of [
      [writeIso2709({ ...record, fields }), 'iso2709'],
      [encode(JSON.stringify(writeMarcInJson({ ...record, fields }))), 'marc-in-json'],
    ] as const) {
      expect(
        toPublicMarc(raw, format)?.fields.map(({ tag }) => tag),
        format,
      ).toEqual(['245', '500']);
    }
    expect(tags.filter(isPublicTag)).toEqual([]);
  });

  it('judges a field in another script by the field that it stands for', () => {
    const inScript = (...subfields: readonly [string, string][]): MarcField => field('880', '0 ', ...subfields);
    const shown = inScript(['6', '245-01/(N'], ['a', 'Акушерство']);
    const fields = [
      title,
      shown,
      inScript(['6', '561-02/(N'], ['a', 'Иванов, тел. 123']),
      inScript(['6', '590-03'], ['a', 'списать']),
      inScript(['6', '952-04'], ['x', 'пометка']),
      inScript(['6', '542-05'], ['a', 'Наследник']),
      inScript(['6', '856-06'], ['u', 'http://example.org/'], ['x', 'пароль']),
      inScript(['6', '866-07'], ['x', 'пароль']),
      inScript(['a', 'не сказано чего']),
      inScript(['6', '880-08/(N'], ['a', 'не сказано чего']),
    ];

    expect(toPublicMarc(encode(writeMarcXml({ ...record, fields })), 'marcxml')?.fields).toEqual([
      title,
      shown,
      inScript(['6', '856-06'], ['u', 'http://example.org/']),
    ]);
  });

  it('reads each form that a record may have come in', () => {
    const small: MarcRecord = { leader: record.leader, fields: [title] };

    for (const [raw, format] of [
      [writeIso2709(small), 'iso2709'],
      [encode(writeMarcXml(small)), 'marcxml'],
      [encode(JSON.stringify(writeMarcInJson(small))), 'marc-in-json'],
    ] as const) {
      expect(toPublicMarc(raw, format)?.fields, format).toEqual([title]);
    }
  });

  it('leaves out tags of a system’s own', () => {
    const odd: MarcRecord = { leader: record.leader, fields: [title, field('LKR', '  ', ['a', 'UP'])] };

    expect(toPublicMarc(writeIso2709(odd), 'iso2709')?.fields).toEqual([title]);
  });

  it('decodes MARC-8, and says where letters could not be decoded', () => {
    const marc8 = Buffer.from(writeIso2709({ leader: record.leader, fields: [field('245', '10', ['a', 'Arzt!in'])] }));
    marc8[9] = 0x20;
    marc8[marc8.indexOf('!')] = 0xe8;

    expect(toPublicMarc(marc8, 'iso2709')).toMatchObject({
      undecoded: false,
      fields: [field('245', '10', ['a', 'Arztïn'])],
    });
    marc8[marc8.indexOf(0xe8)] = 0xff;
    expect(toPublicMarc(marc8, 'iso2709')).toMatchObject({ undecoded: true });
    expect(toPublicMarc(writeIso2709(record), 'iso2709')).toMatchObject({ undecoded: false });
  });

  it('gives null for what cannot be read', () => {
    expect(toPublicMarc(encode('garbage'), 'iso2709')).toBeNull();
    expect(toPublicMarc(new Uint8Array(), 'marcxml')).toBeNull();
  });
});
