import { writeIso2709, writeMarcXml, type MarcField } from '#marc/index.ts';
import { describe, expect, it } from 'vitest';
import { cleanField, cleanLeader } from './clean-fields.ts';

const field = (tag: string, indicators: string, ...subfields: readonly string[]): MarcField => ({
  tag,
  ind1: indicators.charAt(0),
  ind2: indicators.charAt(1),
  subfields: subfields.map((text) => ({ code: text.charAt(0), value: text.slice(1) })),
});

describe('cleanField', () => {
  it('leaves a field that can be written as it is', () => {
    const given = field('245', '10', 'aTropical medicine /', 'cG. C. Cook.');

    expect(cleanField(given)).toBe(given);
  });

  it.each([
    ['delimiters', field('245', '10', 'aOne\u001ftwo\u001e'), field('245', '10', 'aOne two ')],
    ['line ends', field('505', '0 ', 'aOne\r\ntwo'), field('505', '0 ', 'aOne two')],
    ['halves of letters', field('245', '10', 'a\ud800x\ufffe'), field('245', '10', 'a\ufffdx\ufffd')],
    ['joiners', field('245', '10', 'a\u0098The \u009cLancet'), field('245', '10', 'aThe Lancet')],
    ['indicators', field('245', '#A', 'aX'), field('245', '  ', 'aX')],
    ['missing indicators', field('245', '', 'aX'), field('245', '  ', 'aX')],
    ['codes', field('245', '10', 'AX', '|Y', ' Z', '9W'), field('245', '10', 'aX')],
    ['empty subfields', field('245', '10', 'a', 'b ', 'cX'), field('245', '10', 'cX')],
    ['a value without a subfield', { tag: '500', value: 'Note' }, field('500', '  ', 'aNote')],
    ['a control field', { tag: '008', value: '24\u000001' }, { tag: '008', value: '24 01' }],
  ] as const)('mends %s', (_what, given, mended) => {
    expect(cleanField(given)).toEqual(mended);
  });

  it.each([
    ['tags that are none', field('24A', '10', 'aX')],
    ['the tag 000', { tag: '000', value: 'X' }],
    ['data in a control field', field('008', '  ', 'aX')],
    ['fields in which nothing is left', field('245', '10', 'a ', '!X')],
    ['empty control fields', { tag: '003', value: ' ' }],
  ] as const)('leaves out %s', (_what, given) => {
    expect(cleanField(given)).toBeNull();
  });
});

describe('cleanLeader', () => {
  it.each([
    ['00714cas a2200205 a 4500', '     cas a22      a 4500'],
    // Deleted, without a type: a harvester would delete it.
    ['00714d    2200205   4500', '     nam a22        4500'],
    ['', '     nam a22        4500'],
    ['00714cam|a9900205|i 4500', '     cam a22      i 4500'],
  ])('makes %j a leader of a record that is there', (given, leader) => {
    expect(cleanLeader(given)).toBe(leader);
  });
});

it('gives what ISO 2709 and MARCXML can hold', () => {
  const given = Array.from({ length: 0x120 }, (_, at) => field('500', '\u0000\u001f', `a${String.fromCharCode(at)}x`));
  const fields = [...given, field('\u0000', '', ''), field('500', '  ', 'a\udfff\uffff')].flatMap(
    (each) => cleanField(each) ?? [],
  );
  const record = { leader: cleanLeader('\u001d'), fields };

  expect(writeIso2709(record).length).toBeGreaterThan(0);
  expect(writeMarcXml(record)).toContain('<leader>     nam a22        4500</leader>');
  expect(fields).toHaveLength(0x121);
});
