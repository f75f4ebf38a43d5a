import { expect, it } from 'vitest';
import { runChecks } from './run-checks.ts';

const CHECKS = ['first', 'second', 'third'].map((script) => ({ script, remedy: `mend the ${script}` }));

it('runs each check whatever those before found, and gives those that failed, with what they said', async () => {
  const ended: string[] = [];
  const run = async (script: string) => ({ code: script === 'second' ? 0 : 1, output: `said by the ${script}` });

  const failed = await runChecks(CHECKS, ({ script }) => ended.push(script), run);

  expect(ended).toEqual(['first', 'second', 'third']);
  expect(failed).toEqual([
    { script: 'first', remedy: 'mend the first', output: 'said by the first' },
    { script: 'third', remedy: 'mend the third', output: 'said by the third' },
  ]);
});
