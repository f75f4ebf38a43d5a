import { expect, it } from 'vitest';
import { renderExplanation } from './matching/render.ts';
import { outOf100 } from './out-of-100.ts';

it.each([
  [1, '100.0'],
  [0.9996, 'more than 99.9'],
  [0.9994, '99.9'],
  [0.5, '50.0'],
  [0.0004, 'less than 0.1'],
  [0, '0.0'],
])('says of a share of %s that it is %s in 100: all and none only if it is so', (share, said) => {
  expect(outOf100(share)).toBe(said);
});

it('does not say of a pair that is almost certain that all such pairs are one edition', () => {
  expect(renderExplanation({ probability: 0.9996, decision: 'SAME', vetoes: [], evidence: [] })).toBe(
    'SAME: more than 99.9 in 100 such pairs are one edition',
  );
});
