import { describe, expect, it } from 'vitest';
import { decodeRecordText, type RecordText } from './iso2709-text.ts';

function decode(bytes: Buffer, saysUtf8: boolean): RecordText {
  return decodeRecordText(bytes, 0, bytes.length, saysUtf8);
}

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('the text of an ISO 2709 record', () => {
  it('is what its leader says', () => {
    expect(decode(Buffer.from('Émile'), true)).toEqual({ text: 'Émile', charset: 'utf-8', notes: [] });
    expect(decode(latin1('\xe2Emile'), false)).toEqual({ text: 'Émile', charset: 'marc-8', notes: [] });
    expect(decode(latin1('Emile'), false)).toEqual({ text: 'Emile', charset: 'ascii', notes: [] });
  });

  it('is MARC-8 where only escapes or references show it', () => {
    expect(decode(latin1('\x1b(2`\x1b(B'), false)).toEqual({ text: 'א', charset: 'marc-8', notes: [] });
    expect(decode(latin1('&#x20AC;'), false)).toEqual({ text: '€', charset: 'marc-8', notes: [] });
    expect(decode(latin1('&#x20AC;'), true)).toEqual({ text: '&#x20AC;', charset: 'ascii', notes: [] });
  });

  it('is UTF-8 where the leader says MARC-8 and every byte proves the contrary', () => {
    expect(decode(Buffer.from('Émile Brontë'), false)).toEqual({
      text: 'Émile Brontë',
      charset: 'utf-8',
      notes: ['character set: the leader says MARC-8, the bytes are UTF-8'],
    });
  });

  it('is MARC-8 where the leader says UTF-8 and the bytes are nothing else', () => {
    expect(decode(latin1('Orgueil et pr\xe2ejug\xe2es'), true)).toEqual({
      text: 'Orgueil et préjugés',
      charset: 'marc-8',
      notes: ['character set: the leader says UTF-8, the bytes are MARC-8'],
    });
  });

  it('is Windows-1252 where the bytes are words in it, and neither UTF-8 nor MARC-8', () => {
    const swedish = latin1('Skönlitterär berättelse på svenska');

    for (const [saysUtf8, said] of [
      [true, 'UTF-8'],
      [false, 'MARC-8'],
    ] as const) {
      expect(decode(swedish, saysUtf8)).toEqual({
        text: 'Skönlitterär berättelse på svenska',
        charset: 'windows-1252',
        notes: [`character set: the leader says ${said}, the bytes are Windows-1252 (Latin-1)`],
      });
    }
  });

  it.each([
    ['Université du Québec', 'one letter, which is right twice'],
    ['Le général à Québec', 'a letter that MARC-8 might have as an accent, and once cannot'],
    ['Santé publique', 'a letter at the end of a word'],
    ['\x1faÖstersund\x1faÅland\x1faTäby', 'capitals behind the code of their subfield'],
  ])('is repaired where Latin-1 stands under a leader that says UTF-8: %s', (wanted) => {
    expect(decode(latin1(wanted), true)).toEqual({
      text: wanted,
      charset: 'windows-1252',
      notes: ['character set: the leader says UTF-8, the bytes are Windows-1252 (Latin-1)'],
    });
  });

  it('is repaired subfield by subfield where one record has UTF-8 and Latin-1', () => {
    const mixed = Buffer.concat([
      Buffer.from('10\x1faÉmile Brontë\x1fb'),
      latin1('Université du Québec\x1fc'),
      Buffer.from('Łódź\x1e'),
    ]);

    expect(decode(mixed, true)).toEqual({
      text: '10\x1faÉmile Brontë\x1fbUniversité du Québec\x1fcŁódź\x1e',
      charset: 'utf-8',
      notes: ['character set: the leader says UTF-8, 1 subfields are Windows-1252 (Latin-1)'],
    });
  });

  it('never changes a subfield that is UTF-8, whatever stands beside it', () => {
    const good = ['Ã©', 'é', 'straÃŸe', '日本語', 'Ñandú – “x”', 'a\u0301'];

    for (const text of good) {
      const record = Buffer.concat([Buffer.from(`\x1fa${text}\x1fb`), latin1('Québec\x1e')]);

      expect(decode(record, true).text).toBe(`\x1fa${text}\x1fbQuébec\x1e`);
    }
  });

  it('leaves a damaged character of UTF-8 as lost beside a subfield that is repaired', () => {
    const record = Buffer.concat([
      latin1('\x1faQuébec\x1fb'),
      Buffer.from('l’amour').subarray(0, 3),
      latin1('amour\x1e'),
    ]);

    expect(decode(record, true)).toEqual({
      text: '\x1faQuébec\x1fbl\ufffdamour\x1e',
      charset: 'utf-8',
      notes: [
        'character set: the leader says UTF-8, 1 subfields are Windows-1252 (Latin-1)',
        'invalid UTF-8: 1 places stand as U+FFFD',
      ],
    });
  });

  it.each([
    // Read as MARC-8 this would be "gňřal", and every accent fits.
    ['one letter that MARC-8 has as an accent', latin1('g\xe9n\xe9ral'), 'g\ufffdn\ufffdral', 2],
    [
      'a record in UTF-8 with one damaged letter',
      Buffer.concat([Buffer.from('Émile, '), latin1('\xe9')]),
      'Émile, \ufffd',
      1,
    ],
    ['a pound sign of MARC-8 alone', latin1('\xb90.75'), '\ufffd0.75', 1],
    ['an apostrophe of an older set', latin1('L\xd5amour'), 'L\ufffdamour', 1],
    [
      'UTF-8 and Latin-1 in one subfield',
      Buffer.concat([Buffer.from('Émile à '), latin1('Québec')]),
      'Émile à Qu\ufffdbec',
      1,
    ],
  ])('is not guessed: %s', (_, bytes, text, places) => {
    expect(decode(bytes, true)).toEqual({
      text,
      charset: 'utf-8',
      notes: [`invalid UTF-8: ${String(places)} places stand as U+FFFD`],
    });
  });

  it('is left as MARC-8 with what means nothing marked where no other set fits', () => {
    expect(decode(latin1('Caf\xe2e \xff'), false)).toEqual({
      text: 'Café \ufffd',
      charset: 'marc-8',
      notes: ['MARC-8: 1 bytes mean nothing in it, stand as U+FFFD'],
    });
  });
});
