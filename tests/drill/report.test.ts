import { toStateLine } from '#drill/code-state.ts';
import { toSummary } from '#drill/chaos/report.ts';
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

it('a chaos run says after how many kinds of fault a part was late, and how it ended', () => {
  const checks = { questions: 1, unanswered: 0, facts: 1, untrue: [], acknowledged: 1, lost: [], stuck: [] };
  const rows = [4_000, 6_000, null].map((ms, place) => ({
    ...{ fault: `kill ${place}`, impossible: null, checks },
    useful: new Map([['gateway', ms] as const]),
  }));
  const run = { seed: 1, minutes: 1, isIdle: true, busyProcessors: 0, processors: 2 };

  expect(toSummary({ ...run, rows })).toContain('After 2 of 3 kinds of fault');
  expect(toSummary({ ...run, rows })).toContain('The run ended with 1.');
  expect(toSummary({ ...run, rows: rows.slice(0, 1) })).toContain('After 0 of 1 kinds of fault');
  expect(toSummary({ ...run, rows: rows.slice(0, 1) })).toContain('The run ended with 0.');
});
