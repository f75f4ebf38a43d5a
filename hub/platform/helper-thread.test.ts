import { setFlagsFromString } from 'node:v8';
import { expect, it } from 'vitest';
import { makeGarbage } from './helper-thread.fixture.ts';
import { createHelperThread } from './helper-thread.ts';

const MB = 1024 * 1024;

it('takes little memory for what it makes, however much the process may', async () => {
  // As a process that only harvests is started with.
  for (const flag of ['--max-semi-space-size=96', '--initial-old-space-size=512']) setFlagsFromString(flag);
  const failures: unknown[] = [];
  const script = new URL('helper-thread.fixture.ts', import.meta.url);
  const thread = createHelperThread(script, makeGarbage, (error) => failures.push(error));

  const { young, old } = await thread.ask(400);

  expect(failures).toEqual([]);
  expect(young).toBeGreaterThan(0);
  // As large as it may be: two halves of 8 MB, with room for one more.
  expect(young).toBeLessThanOrEqual(25 * MB);
  // It keeps 20 MB.
  expect(old).toBeLessThanOrEqual(100 * MB);
});
