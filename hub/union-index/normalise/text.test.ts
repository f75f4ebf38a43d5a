import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText, trimIsbd } from './text.ts';

/** Letters, digits, and every mark that is not simply the end of a word. */
const ascii = fc.string({
  unit: fc.constantFrom('a', 'B', 'z', '0', '9', ' ', "'", '`', '{', '}', '&', '-', '.', '/', '\t'),
  maxLength: 60,
});

describe('foldText', () => {
  it('folds a text in ASCII as it folds one in another script', () => {
    fc.assert(
      fc.property(ascii, (text) => {
        expect(`${foldText(text)} 助産`.trim()).toBe(foldText(`${text} 助産`));
      }),
    );
  });

  it('folds a text of any length alike', () => {
    const words = 'R&D in the midwife’s hand. ';

    expect(foldText(words.repeat(500))).toBe(foldText(words).concat(' ').repeat(500).trim());
    expect(foldText("R&D in the midwife's hand. ".repeat(500))).toBe(foldText(words.repeat(500)));
  });

  it('takes accents off, and letters apart that are two', () => {
    expect(foldText('Œuvres complètes : Ærøskøbing & Straße')).toBe('oeuvres completes aeroskobing and strasse');
  });
});

describe('foldText of scripts with signs for vowels and tones', () => {
  it('keeps the signs that make a word another', () => {
    expect(foldText('किताब, किला')).toBe('किताब किला');
    expect(foldText('ไข้')).not.toBe(foldText('ไข่'));
    expect(foldText('ガス')).not.toBe(foldText('カス'));
  });

  it('leaves out those that most texts do without', () => {
    expect(foldText('مَكتبة')).toBe(foldText('مكتبة'));
    expect(foldText('שָׁלוֹם')).toBe('שלום');
  });
});

describe('trimIsbd', () => {
  it('takes marks and blanks off both ends, and leaves an abbreviation its stop', () => {
    expect(['London :', ' : Elsevier,', '3rd ed.', '2004.', 'a  b\t;', '', ' / '].map(trimIsbd)).toEqual([
      'London',
      'Elsevier',
      '3rd ed.',
      '2004',
      'a b',
      '',
      '',
    ]);
  });
});
