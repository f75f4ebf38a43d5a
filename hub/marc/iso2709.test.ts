import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import {
  type MarcParsed,
  type MarcReadRecord,
  type MarcRecord,
  parseIso2709Record,
  readMarcBytes,
  repairKind,
  scanMarcBytes,
  writeIso2709,
} from './index.ts';

const LEADER = '00000nam a2200000 a 4500';

function title(id: string, text: string): MarcRecord {
  return {
    leader: LEADER,
    fields: [
      { tag: '001', value: id },
      { tag: '245', ind1: '1', ind2: '0', subfields: [{ code: 'a', value: text }] },
    ],
  };
}

const EMMA = writeIso2709(title('1', 'Emma'));
const PERSUASION = writeIso2709(title('2', 'Persuasion'));

/** A record with whatever fields and leader, its directory computed and not checked. */
function forge(leader: string, fields: readonly (readonly [string, Uint8Array])[], entry = plainEntry): Buffer {
  let start = 0;
  const directory = fields.map(([tag, data]) => {
    const text = entry(tag, data.length + 1, start);
    start += data.length + 1;
    return text;
  });
  const head = Buffer.from(`${leader}${directory.join('')}\x1e`, 'latin1');
  const body = Buffer.concat(fields.flatMap(([, data]) => [data, Buffer.from([0x1e])]));
  const whole = Buffer.concat([head, body, Buffer.from([0x1d])]);
  whole.write(String(whole.length).padStart(5, '0'), 0, 'latin1');
  whole.write(String(head.length).padStart(5, '0'), 12, 'latin1');
  return whole;
}

function plainEntry(tag: string, length: number, start: number): string {
  return tag + String(length).padStart(4, '0') + String(start).padStart(5, '0');
}

function field(text: string): Buffer {
  return Buffer.from(text.replaceAll('$', '\x1f'), 'utf8');
}

function read(bytes: Uint8Array): MarcParsed {
  const parse = parseIso2709Record(bytes);
  if (parse.kind === 'reject') throw new Error(parse.reason);
  return parse;
}

function refusal(bytes: Uint8Array): string {
  const parse = parseIso2709Record(bytes);
  return parse.kind === 'reject' ? parse.reason : 'read';
}

function kinds(parse: MarcParsed): readonly string[] {
  return parse.repairs.map(repairKind);
}

function outcomes(bytes: Uint8Array): readonly string[] {
  return [...scanMarcBytes(bytes)].map((outcome) => {
    if (outcome.kind === 'between') return `${outcome.what} ${outcome.length}`;
    return outcome.kind === 'record' ? `record ${outcome.number}` : `reject ${outcome.number}: ${outcome.reason}`;
  });
}

function titles(bytes: Uint8Array): readonly string[] {
  return [...readMarcBytes(bytes)]
    .filter((result): result is MarcReadRecord => result.kind === 'record')
    .flatMap(({ record }) => record.fields.flatMap((one) => ('subfields' in one ? one.subfields : [])))
    .map((subfield) => subfield.value);
}

describe('one ISO 2709 record', () => {
  it('comes back as it was written, with nothing to mend', () => {
    const parse = read(EMMA);

    expect(parse.record.fields).toEqual(title('1', 'Emma').fields);
    expect(parse.repairs).toEqual([]);
    expect(parse.charset).toBe('ascii');
  });

  it('is followed by its terminators where the stated length is wrong', () => {
    const wrong = Buffer.from(EMMA);
    wrong.write('00099', 0);

    const parse = read(wrong);

    expect(kinds(parse)).toEqual(['record length']);
    expect(parse.record.fields).toEqual(title('1', 'Emma').fields);
  });

  it('is followed by its terminators where the directory counts characters instead of bytes', () => {
    const inCharacters = (tag: string, length: number, start: number): string =>
      plainEntry(tag, tag === '245' ? length - 2 : length, start === 0 ? 0 : start - (tag === '260' ? 2 : 0));
    const bytes = forge(
      LEADER,
      [
        ['001', field('1')],
        ['245', field('10$aÉmïle')],
        ['260', field('  $bDent')],
      ],
      inCharacters,
    );

    const parse = read(bytes);

    expect(kinds(parse)).toEqual(['directory']);
    expect(parse.record.fields.map((one) => one.tag)).toEqual(['001', '245', '260']);
    expect(parse.record.fields[1]).toMatchObject({ subfields: [{ code: 'a', value: 'Émïle' }] });
  });

  it('keeps the tags with their fields where the directory is not in the order of the data', () => {
    const data = Buffer.from('1\x1e10\x1faEmma\x1e', 'latin1');
    const bytes = Buffer.concat([
      Buffer.from('00000nam a2200049 a 4500' + plainEntry('245', 9, 2) + plainEntry('001', 2, 0) + '\x1e', 'latin1'),
      data,
      Buffer.from([0x1d]),
    ]);
    bytes.write(String(bytes.length).padStart(5, '0'), 0);

    const parse = read(bytes);

    expect(parse.repairs).toEqual([]);
    expect(parse.record.fields).toEqual([...title('1', 'Emma').fields].reverse());
  });

  it('gives each field its tag by the lengths where a position is damaged', () => {
    const bytes = Buffer.from(EMMA);
    bytes.write('9', 24 + 7);

    const parse = read(bytes);

    expect(kinds(parse)).toEqual(['directory']);
    expect(parse.record.fields).toEqual(title('1', 'Emma').fields);
  });

  it('is refused where damaged lengths and positions leave two ways to read it', () => {
    const bytes = Buffer.from(EMMA);
    bytes.write('00099', 24 + 7);
    bytes.write('0777', 24 + 12 + 3);

    expect(refusal(bytes)).toMatch(/directory contradicts itself/);
  });

  it('is refused where the directory names another number of fields than there are', () => {
    const extra = Buffer.concat([EMMA.subarray(0, EMMA.length - 1), Buffer.from('lost\x1e\x1d')]);

    expect(refusal(extra)).toMatch(/directory names 2 fields, the record has 3/);
  });

  it('is refused where the directory is no multiple of twelve', () => {
    const cut = Buffer.concat([EMMA.subarray(0, 30), EMMA.subarray(33)]);

    expect(refusal(cut)).toMatch(/no multiple of 12/);
  });

  it('is read where a field of more than 9,999 bytes made its directory entry wider', () => {
    const long = 'x'.repeat(11_000);
    const bytes = forge(LEADER, [
      ['001', field('1')],
      ['520', field(`  $a${long}`)],
      ['650', field(' 0$aHealth')],
    ]);

    const parse = read(bytes);

    expect(kinds(parse)).toEqual(['directory']);
    expect(parse.record.fields[2]).toMatchObject({ tag: '650', subfields: [{ code: 'a', value: 'Health' }] });
  });

  it('is read where the leader lost its last character', () => {
    const bytes = Buffer.concat([EMMA.subarray(0, 23), EMMA.subarray(24)]);

    const parse = read(bytes);

    expect(kinds(parse)).toContain('leader');
    expect(parse.record.leader).toHaveLength(24);
    expect(parse.record.fields).toEqual(title('1', 'Emma').fields);
  });

  it('gives a damaged leader position its fixed value, or a blank where there is none', () => {
    const bytes = Buffer.from(EMMA);
    bytes[22] = 0x92;
    bytes[18] = 0x14;

    const parse = read(bytes);

    expect(kinds(parse)).toEqual(['leader']);
    expect(parse.record.leader.slice(17)).toBe('   4500');
  });

  it('is refused where a delimiter stands in its leader', () => {
    const bytes = Buffer.from(EMMA);
    bytes[10] = 0x1e;

    expect(refusal(bytes)).toMatch(/delimiter stands in its 24 bytes/);
  });

  it('keeps a field without subfields as text, so that nothing is lost or invented', () => {
    const parse = read(
      forge(LEADER, [
        ['001', field('1')],
        ['245', field('10Emma')],
      ]),
    );

    expect(kinds(parse)).toEqual(['field without subfields']);
    expect(parse.record.fields[1]).toEqual({ tag: '245', value: '10Emma' });
  });

  it('reads unreadable indicators as blanks and says what stood there', () => {
    const parse = read(
      forge(LEADER, [
        ['001', field('1')],
        ['245', field('1$aEmma')],
      ]),
    );

    expect(parse.repairs).toEqual(['indicators: 245 has 1 character for them, read as blanks']);
    expect(parse.record.fields[1]).toEqual({
      tag: '245',
      ind1: ' ',
      ind2: ' ',
      subfields: [{ code: 'a', value: 'Emma' }],
    });
  });

  it('leaves out a delimiter without a code', () => {
    const parse = read(forge(LEADER, [['245', field('10$aEmma$')]]));

    expect(kinds(parse)).toEqual(['empty subfield']);
    expect(parse.record.fields[0]).toMatchObject({ subfields: [{ code: 'a', value: 'Emma' }] });
  });
});

describe('a file of ISO 2709 records', () => {
  it('names line ends and padding between records', () => {
    const bytes = Buffer.concat([EMMA, Buffer.from('\r\n'), PERSUASION, Buffer.from([0x1a])]);

    expect(outcomes(bytes)).toEqual(['record 1', 'white space 2', 'record 2', 'padding 1']);
  });

  it('sets stray bytes before a record aside and says so on the record', () => {
    const results = [...scanMarcBytes(Buffer.concat([EMMA, Buffer.from('junk!'), PERSUASION]))];

    expect(results.map((one) => one.kind)).toEqual(['record', 'between', 'record']);
    expect(results[2]).toMatchObject({ repairs: ['stray bytes: 5 before the record'] });
  });

  it('reads the next record where one lost its terminator', () => {
    const bytes = Buffer.concat([EMMA.subarray(0, EMMA.length - 1), PERSUASION]);

    expect(titles(bytes)).toEqual(['Emma', 'Persuasion']);
  });

  it('refuses a record cut off in the middle and reads the next', () => {
    const bytes = Buffer.concat([EMMA.subarray(0, EMMA.length - 5), PERSUASION]);

    expect(outcomes(bytes)).toEqual(['reject 1: record cut off: its last field is not complete', 'record 2']);
    expect(titles(bytes)).toEqual(['Persuasion']);
  });

  it('reads a last record whose terminator is missing, and refuses one that is cut off', () => {
    expect(titles(Buffer.concat([EMMA, PERSUASION.subarray(0, -1)]))).toEqual(['Emma', 'Persuasion']);
    expect(outcomes(Buffer.concat([EMMA, PERSUASION.subarray(0, -9)]))[1]).toMatch(/^reject 2: record cut off/);
  });

  it('keeps a record terminator inside the data where the directory vouches for it', () => {
    const odd = forge(LEADER, [
      ['001', field('1')],
      ['245', field('10$aEm\x1dma')],
    ]);

    expect(titles(Buffer.concat([odd, PERSUASION]))).toEqual(['Em\x1dma', 'Persuasion']);
  });

  it('gives the bytes, the number and the place of what it refuses', () => {
    const broken = Buffer.concat([EMMA.subarray(0, 30), EMMA.subarray(33)]);

    const [, reject] = [...readMarcBytes(Buffer.concat([EMMA, broken, PERSUASION]))];

    expect(reject).toMatchObject({
      kind: 'reject',
      number: 2,
      place: `record 2, byte ${EMMA.length}`,
      offset: EMMA.length,
    });
    expect(Buffer.from(reject!.raw).equals(broken)).toBe(true);
  });

  it('takes an image or a text for no MARC', () => {
    expect(outcomes(Buffer.from('just some words\n'))).toEqual(['wrapper 16']);
    expect(outcomes(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x1d, 0x1e, 0x1f]))).toEqual(['wrapper 7']);
    expect(outcomes(new Uint8Array(0))).toEqual([]);
  });
});

describe('writing ISO 2709', () => {
  it('counts bytes, not characters', () => {
    const bytes = writeIso2709(title('1', 'Émïle'));

    expect(Number(Buffer.from(bytes.subarray(0, 5)).toString())).toBe(bytes.length);
    expect(read(bytes).repairs).toEqual([]);
  });

  it.each([
    ['a delimiter inside a value', title('1', 'a\x1fb'), /delimiter/],
    ['a field that is too long', title('1', 'x'.repeat(10_000)), /9,999 fit/],
    ['a tag that is none', { leader: LEADER, fields: [{ tag: '24', value: '' }] }, /not three letters or digits/],
  ])('refuses %s', (_, record, message) => {
    expect(() => writeIso2709(record)).toThrow(message);
  });
});
