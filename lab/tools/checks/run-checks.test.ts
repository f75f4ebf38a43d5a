import { expect, it } from 'vitest';
import { runChecks } from './run-checks.ts';

const CHECKS = ['first', 'second', 'third'].map((script) => ({ script, remedy: `mend the ${script}` }));

it('runs each check whatever those before found, and gives those that failed, with what they said', async () => {
  const ended: string[] = [];
  const run = async (script: string) => ({ code: script === 'second' ? 0 : 1, output: `said by the ${script}` });

  const failed = await runChecks(CHECKS, 1, ({ script }) => ended.push(script), run);

  expect(ended).toEqual(['first', 'second', 'third']);
  expect(failed).toEqual([
    { script: 'first', remedy: 'mend the first', output: 'said by the first' },
    { script: 'third', remedy: 'mend the third', output: 'said by the third' },
  ]);
});

it('runs as many at a time as it may, and gives what failed in the order of the checks', async () => {
  const begun: string[] = [];
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const run = async (script: string) => {
    begun.push(script);
    if (script === 'first') await promise;
    if (script === 'third') resolve(undefined);
    return { code: 1, output: begun.join(' ') };
  };

  const failed = await runChecks(CHECKS, 2, () => undefined, run);

  expect(failed.map(({ script }) => script)).toEqual(['first', 'second', 'third']);
  expect(failed.map(({ output }) => output)).toEqual(['first second third', 'first second', 'first second third']);
});
