import { expect, it } from 'vitest';
import { readItemEntries, readItemEntry } from './find-copies.ts';

it.each([
  ['30001000000017', ['30001000000017'], null],
  [' 30001000000017 ', ['30001000000017'], null],
  ['30001000000017 Clinical audit', ['30001000000017', '30001000000017 Clinical audit'], 'Clinical audit'],
  ['Clinical audit', [], 'Clinical audit'],
  ['Audit', [], 'Audit'],
  ['A 12345 B', ['A 12345 B'], 'A 12345 B'],
])('reads the entry "%s"', (value, candidates, words) => {
  expect(readItemEntry(value)).toEqual({ text: value.trim(), candidates, words });
});

it('has no entry where none is written', () => {
  expect(readItemEntries(['', ' ', 'X1'])).toEqual([{ text: 'X1', candidates: ['X1'], words: null }]);
});
