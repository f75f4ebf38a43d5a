import { describe, expect, it } from 'vitest';
import { foldDigits, foldText, isReadable, visibleText } from './readable-text.ts';

describe('a readable text', () => {
  it.each([
    ['nothing', ''],
    ['blanks of every kind', ' \t\u00a0\u2003\u3000'],
    ['a zero-width space', '\u200b'],
    ['joiners and a byte order mark', '\u200c\u200d\ufeff'],
    ['marks of direction', '\u202e\u2066\u2069'],
    ['controls', '\u0000\u0007\u0085'],
    ['fillers, which are letters to Unicode', '\u3164\u115f\uffa0'],
    ['an empty braille cell', '\u2800\u2800\u2800'],
    ['variation selectors and a grapheme joiner', '\ufe0f\u034f'],
    ['tags', '\u{e0041}\u{e0042}'],
    ['an accent on nothing', '\u0301\u0301\u0301'],
    ['signs alone', '... -- !!!'],
  ])('is not %s', (_, text) => {
    expect(isReadable(text)).toBe(false);
  });

  it.each(['ok', '7', 'Ç', '借書證', 'قارئ', '\u200bcase 12\u200b'])('is %j', (text) => {
    expect(isReadable(text)).toBe(true);
  });

  it('is counted by what can be seen of it', () => {
    expect(visibleText('a\u200b b\u3164c ')).toBe('abc');
  });
});

describe('a folded text', () => {
  it('is the same for every way to write a card that a database may take for the same', () => {
    const ways = ['ab12', 'AB12', 'ＡＢ１２', 'áb12', 'a b\u200b12 ', 'AB١٢', 'ab१२', '𝐀𝐁𝟏𝟐', 'ⓐⓑ①②', 'ab𞥑𞥒'];

    expect(new Set(ways.map(foldText))).toEqual(new Set(['AB12']));
    expect(foldText('straße')).toBe(foldText('STRASSE'));
  });

  it('keeps digits and letters apart that are others', () => {
    expect(new Set(['A1', 'A2', 'A12', 'B1', 'A-1'].map(foldText)).size).toBe(5);
    expect(foldText('٠١٢٣٤٥٦٧٨٩')).toBe('0123456789');
  });
});

describe('folded digits', () => {
  it('are those of every script, and nothing else of a text', () => {
    const tens = ['١٠', '۱۰', '१०', '๑๐', '１０', '𝟏𝟎', '𝟙𝟘', '𞥑𞥐', '10'];

    expect(new Set(tens.map((ten) => foldDigits(`Stufe ${ten} à`)))).toEqual(new Set(['Stufe 10 à']));
    expect(foldDigits('m² Ⅻ 十')).toBe('m² Ⅻ 十');
  });
});
