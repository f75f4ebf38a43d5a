import { expect, it } from 'vitest';
import { describeBranches } from './probe.ts';

it.each([
  [1, 'possible', /write transfers: none/],
  [3, 'possible', /count as unknown/],
  [3, 'none', /nothing travels/],
] as const)('of %i branches with transfers %s the probe says whether copies count', (count, transfers, words) => {
  expect(describeBranches(count, transfers)).toMatch(words);
});
