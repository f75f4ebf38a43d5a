import { expect, it } from 'vitest';
import { describeBranches } from './probe.ts';

it.each([
  [1, 'possible', /^1 branch; write transfers: none/],
  [1, 'none', /^1 branch; no copy travels/],
  [3, 'possible', /^3 branches; .*count as unknown/],
  [3, 'none', /^3 branches; no copy travels/],
] as const)('of %i branches with transfers %s the probe says whether copies count', (count, transfers, words) => {
  expect(describeBranches(count, transfers)).toMatch(words);
});
