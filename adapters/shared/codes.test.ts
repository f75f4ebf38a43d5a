import { expect, it } from 'vitest';
import { hasCode } from './codes.ts';

it('finds a code however it is written', () => {
  for (const code of ['ILL', 'ill', 'Ill ', ' ILL']) expect(hasCode(['BK', 'ILL'], code)).toBe(true);
  expect(hasCode(['ill '], 'ILL')).toBe(true);
});

it('finds none in others, and none where nothing stands', () => {
  expect([hasCode(['ILL'], 'ILLUS'), hasCode([], 'ILL'), hasCode(['ILL'], null)]).toEqual([false, false, false]);
});
