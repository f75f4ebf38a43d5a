import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLargeAnswers } from './large-answers.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 0, toFake: ['setTimeout', 'setImmediate', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

it('lets callers take turns, and leaves the processor alone after each for as long as it took', async () => {
  let busyMs = 0;
  const large = createLargeAnswers(() => busyMs);
  const begun: [name: string, restedMs: number][] = [];
  const take = async (caller: string, name: string, ms: number): Promise<void> => {
    await large.turn(caller);
    begun.push([name, Date.now()]);
    busyMs += ms;
  };

  const all = [take('a', 'a1', 100), take('a', 'a2', 50), take('a', 'a3', 0), take('b', 'b1', 10)];
  await vi.runAllTimersAsync();
  await Promise.all(all);

  expect(begun.map(([name]) => name)).toEqual(['a1', 'a2', 'b1', 'a3']);
  for (const [at, restedMs] of [0, 100, 150, 160].entries()) expect(begun[at]?.[1]).toBeGreaterThanOrEqual(restedMs);
});
