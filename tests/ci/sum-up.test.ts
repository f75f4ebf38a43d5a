/** The closing line of the gate. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { makeTemporaryFolder, projectRoot } from '#tests/support/mercia-process.ts';

const folder = makeTemporaryFolder();
let made = 0;
afterAll(() => {
  folder.remove();
});

const GOOD = {
  numPassedTests: 40,
  numFailedTests: 0,
  numPendingTests: 2,
  numFailedTestSuites: 0,
  success: true,
};

function sumUp(
  status: number,
  ...reports: readonly (object | null)[]
): { readonly code: number | null; readonly said: string } {
  const files = reports.map((report, index) => {
    const file = join(folder.path, `${String((made += 1))}-${String(index)}.json`);
    if (report !== null) writeFileSync(file, JSON.stringify(report));
    return file;
  });
  const args = [join(projectRoot, '.ci', 'sum-up.mjs'), String(status), ...files];
  const { status: code, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { code, said: stdout };
}

it('sums both runs', () => {
  expect(sumUp(0, GOOD, { ...GOOD, numPassedTests: 3 })).toEqual({ code: 0, said: '43 passed, 0 failed, 4 skipped\n' });
});

it.each([
  [
    'a test of one failed',
    1,
    { ...GOOD, numFailedTests: 2, numFailedTestSuites: 1, success: false },
    '80 passed, 2 failed',
  ],
  ['a file of one could not be read', 1, { ...GOOD, numFailedTestSuites: 1, success: false }, '80 passed, 1 failed'],
  ['a run ended badly without a test that did', 1, { ...GOOD, success: false }, '80 passed, 1 failed'],
  ['one ran nothing', 0, { ...GOOD, numPassedTests: 0, numPendingTests: 0 }, '40 passed, 1 failed'],
  ['one left no report', 0, null, '40 passed, 1 failed'],
  ['a check beside the tests failed', 1, GOOD, '80 passed, 1 failed'],
])('fails where %s', (_why, status, second, line) => {
  const { code, said } = sumUp(status, GOOD, second);

  expect(code).toBe(1);
  expect(said).toContain(line);
});

it('names what failed at the end, and why: a test by its file and name, a file that could not be read by itself', () => {
  const { said } = sumUp(1, {
    ...GOOD,
    numFailedTests: 1,
    success: false,
    testResults: [
      {
        name: join(projectRoot, 'tests/a.test.ts'),
        status: 'failed',
        message: '',
        assertionResults: [
          { status: 'passed', fullName: 'a title is found', failureMessages: [] },
          {
            status: 'failed',
            fullName: 'a loan is kept',
            failureMessages: ['AssertionError: expected 1 to be 2\n at x'],
          },
        ],
      },
      { name: join(projectRoot, 'tests/b.test.ts'), status: 'failed', message: 'Cannot find c', assertionResults: [] },
    ],
  });

  expect(said).toBe(
    [
      'FAILED tests/a.test.ts › a loan is kept',
      '  AssertionError: expected 1 to be 2',
      '   at x',
      'FAILED tests/b.test.ts',
      '  Cannot find c',
      '40 passed, 1 failed, 2 skipped',
      '',
    ].join('\n'),
  );
});
