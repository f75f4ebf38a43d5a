import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { withPatience, type Patience } from './patience.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** After how many milliseconds a system that hangs is given up. */
async function patienceWith(patience: Patience): Promise<number> {
  const startedAt = Date.now();
  const asked = withPatience(
    patience,
    new AbortController().signal,
    (until) =>
      new Promise<number>((resolve) => {
        until.addEventListener('abort', () => {
          resolve(Date.now() - startedAt);
        });
      }),
  );
  await vi.runAllTimersAsync();
  return asked;
}

it.each<[string, number, Patience]>([
  ['a second', 1_000, { tookMs: 100 }],
  ['twice as long as the necessary part took', 4_000, { tookMs: 2_000 }],
  ['no longer than somebody waits for the whole', 550, { tookMs: 1_200, withinMs: 1_800 }],
  ['not at all, where nobody waits any more', 0, { tookMs: 1_200, withinMs: 1_000 }],
])('asks for what an account can do without for %s', async (_how, ms, patience) => {
  expect(await patienceWith(patience)).toBe(ms);
});
