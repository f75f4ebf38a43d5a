import { expect, it } from 'vitest';
import { hasCode, looksLikeCode } from './codes.ts';

it('finds a code however it is written', () => {
  for (const code of ['ILL', 'ill', 'Ill ', ' ILL']) expect(hasCode(['BK', 'ILL'], code)).toBe(true);
  expect(hasCode(['ill '], 'ILL')).toBe(true);
});

it('finds none in others, and none where nothing stands', () => {
  expect([hasCode(['ILL'], 'ILLUS'), hasCode([], 'ILL'), hasCode(['ILL'], null)]).toEqual([false, false, false]);
});

it('tells a code from a text, which may hold a name', () => {
  for (const code of ['BK', '-1', 'FA-STKS', '*NEW', "ST'J", 'n.f.l.', 'Büro']) expect(looksLikeCode(code)).toBe(true);
  for (const text of ['Lent to Quillfeather', 'A Quill', 'x'.repeat(21), '', 'a=b', '9434765919']) {
    expect(looksLikeCode(text)).toBe(false);
  }
});
