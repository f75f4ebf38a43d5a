import { setFlagsFromString } from 'node:v8';
import { expect, it } from 'vitest';
import { makeGarbage } from './helper-thread.fixture.ts';
import { createHelperThread } from './helper-thread.ts';

const MB = 1024 * 1024;

it('takes little memory for what it makes, however much the process may', async () => {
  // As a process that only harvests is started with.
  setFlagsFromString('--max-semi-space-size=96');
  const failures: unknown[] = [];
  const script = new URL('helper-thread.fixture.ts', import.meta.url);
  const thread = createHelperThread(script, makeGarbage, (error) => failures.push(error));

  const taken = await thread.ask(100);

  expect(failures).toEqual([]);
  expect(taken).toBeGreaterThan(0);
  // Two halves of 16 MB.
  expect(taken).toBeLessThanOrEqual(33 * MB);
});
