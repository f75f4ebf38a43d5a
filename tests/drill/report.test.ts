import { toStateLine } from '#drill/code-state.ts';
import { describeBreach } from '#drill/report.ts';
import { expect, it } from 'vitest';

it('a page says of which code it tells', () => {
  expect(toStateLine({ commit: 'abc', changed: false })).toBe('Drilled: commit `abc`.');
  expect(toStateLine({ commit: 'abc', changed: true })).toBe('Drilled: commit `abc` with changes that no commit has.');
  expect(toStateLine({ commit: null, changed: false })).toBe('Drilled: no commit.');
});

it('a breach says how to see it again: the lane by its seed, and the step', () => {
  const breach = { seed: 2, step: 87, what: 'a loan too many', faults: ['koha-oauth: hangs'] };

  expect(describeBreach(breach)).toBe(
    'a loan too many\n  step 87, with koha-oauth: hangs\n  again: npm run drill -- --seed 2 --step 87',
  );
});
