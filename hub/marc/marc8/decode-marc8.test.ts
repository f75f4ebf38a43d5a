import { describe, expect, it } from 'vitest';
import { marc8Sets, decodeMarc8 } from './decode-marc8.ts';

/** Each character of `bytes` is the byte of its number. */
function decode(bytes: string): string {
  return decodeMarc8(Buffer.from(bytes, 'latin1')).text;
}

describe('the tables of MARC-8', () => {
  it('have as many characters as the Library of Congress lists', () => {
    const sizes = Object.fromEntries([...marc8Sets()].map(([name, set]) => [name, set.size]));

    expect(sizes).toEqual({ 2: 78, 3: 83, 4: 90, E: 69, N: 94, Q: 42, S: 73, b: 14, g: 3, p: 14, 1: 15_739 });
  });
});

describe('MARC-8', () => {
  it.each([
    ['an accent before its letter', '\xe2Emile', 'Émile'],
    ['two accents over one letter, the first next to it', '\xe8\xe2u \xf2\xe3a', 'ǘ ậ'],
    ['letters and signs of ANSEL', '\xa2 \xb5 \xb9 \xc3 \xc7 \xc8', 'Ø æ £ © ß €'],
    ['ayn and alif as the modifier letters of 2005', '\xb0Al\xae', 'ʻAlʼ'],
    ['a ligature over two letters', '\xebi\xeca', 'i͡a'],
    ['a double tilde over two letters', '\xfan\xfbg', 'n͠g'],
    ['half a ligature where the other is missing', 'i\xeca', 'ia︡'],
    ['marks of non-sorting characters', '\x88The \x89Tempest', '\u0098The \u009cTempest'],
    ['Hebrew', '\x1b(2`ab\x1b(B', 'אבג'],
    ['a Hebrew point behind its letter', '\x1b(2@`\x1b(B', 'אַ'],
    ['Arabic, basic and extended', '\x1b(3GMO\x1b)4\xa8\x1b(B', 'احدٽ'],
    ['Cyrillic, basic and extended', '\x1b(NmOSKWA\x1b)Q\xc0', 'Москваґ'],
    ['Greek with an accent before its letter', '\x1b(S"al\x1b(B', 'άι'],
    ['East Asian, with a blank between', '\x1b$1!0!!P" !0!\x1b(B', '一筏 一'],
    ['East Asian called by the longer sequence', '\x1b$,1!0!\x1b(B.', '一.'],
    ['subscripts, superscripts and Greek symbols', 'H\x1bb2\x1bsO x\x1bp2\x1bs \x1bga\x1bs', 'H₂O x² α'],
    ['ANSEL called again after another set', '\x1b)2\xe0\x1b)!E\xe2e', 'אé'],
    ['an escape between a mark and its letter', '\xe2\x1b(Be', 'é'],
    ['a reference to a character beyond it', 'cafe&#x0301; &#x1F4D6;', 'café 📖'],
  ])('holds %s', (_, bytes, text) => {
    expect(decode(bytes)).toBe(text);
  });

  it('begins each subfield and each field with ASCII', () => {
    expect(decode('\x1b(2`\x1fb`\x1e`')).toBe('א\x1fb`\x1e`');
  });

  it.each([
    ['a byte without a meaning', 'a\xffb', 'a\ufffdb', 1],
    ['an unknown escape sequence', 'a\x1bzb', 'a\ufffdzb', 1],
    ['an escape at the end', 'a\x1b', 'a\ufffd', 1],
    ['three bytes that are no East Asian character', '\x1b$1~~~\x1b(B', '\ufffd', 3],
    ['half an East Asian character', '\x1b$1!0\x1e', '\ufffd\ufffd\x1e', 2],
    ['an accent without a letter', 'Caf\xe2\x1fbx', 'Caf\ufffd\x1fbx', 1],
    ['an accent for a subfield code', '\x1f\xe2be', '\x1f\ufffdbe', 1],
  ])('shows and counts %s', (_, bytes, text, lost) => {
    expect(decodeMarc8(Buffer.from(bytes, 'latin1'))).toMatchObject({ text, lost });
  });

  it('leaves references to control characters and halves of surrogates as they stand', () => {
    expect(decode('a&#x001E;b&#xD800;c&#x110000;d&#x9;')).toBe('a&#x001E;b&#xD800;c&#x110000;d&#x9;');
  });

  it('counts marks that make a character with their letter, and those before something else', () => {
    expect(decodeMarc8(Buffer.from('\xe2e \xe2. \xe4t', 'latin1'))).toMatchObject({ composed: 1, oddMarks: 1 });
  });
});
