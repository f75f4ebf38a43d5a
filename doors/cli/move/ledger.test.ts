/** Commands of ledgers, as a graph answers them. */
import { afterEach, expect, it } from 'vitest';
import { registerLedger } from './ledger.ts';
import { printed } from './printed.fixture.ts';

const RULE = {
  ...{ name: 'local-pointer', class: 'RECORDS', says: 'It points.', rows: 2, share: 0.5, state: 'UNSIGNED' },
  ...{ digest: 'd1', signature: null, sample: [] },
};
const LEDGER = {
  ...{ name: 'night', note: null, state: 'WHOLE', source: 'a', systems: ['old'], libraries: null, plan: null },
  ...{ target: 'b', targetSystem: 'new', before: null, despite: [], madeAt: '2026-12-01T10:00:00Z', isDone: false },
  ...{ classes: [], rules: [RULE, { ...RULE, name: 'other' }], declared: [] },
};

afterEach(() => {
  process.exitCode = undefined;
});

const show = async (...flags: readonly string[]): Promise<readonly unknown[]> => {
  const lines = await printed(registerLedger, ['ledger', 'show', 'night', ...flags], () => ({ ledger: LEDGER }));
  return lines.map((line) => JSON.parse(line) as unknown);
};

it('shows all of a ledger as JSON, and ends with 1 if anything is unexplained', async () => {
  expect(await show('--json')).toEqual([LEDGER]);
  expect(process.exitCode).toBe(1);
});

it('shows one rule as JSON', async () => {
  expect(await show('--json', '--rule', 'local-pointer')).toEqual([RULE]);
  expect(process.exitCode).toBeUndefined();
  await expect(show('--json', '--rule', 'none')).rejects.toThrow('the ledger has no rule "none"');
});

it('signs for the rows that were seen, by their digest', async () => {
  const asked: unknown[] = [];
  await printed(
    registerLedger,
    ['ledger', 'sign', 'night', 'other', '--as', 'x', '--rows', '2', '--digest', 'd1'],
    (it) => {
      asked.push(it['input']);
      return { signRule: { ledger: { name: 'night' } } };
    },
  );

  expect(asked).toEqual([{ ledger: 'night', rule: 'other', signedAs: 'x', rows: 2, digest: 'd1' }]);
});
