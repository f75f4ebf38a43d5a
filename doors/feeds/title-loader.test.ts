import { MerciaError } from '#platform/errors.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { TITLES_PER_QUESTION, type TitleKey } from './live/question.ts';
import { createTitleLoader } from './title-loader.ts';

interface Asked {
  readonly keys: readonly TitleKey[];
  readonly budgetMs: number | null;
}

function createRecorder({ fails = false, areExpected = (): boolean => false } = {}) {
  const asked: Asked[] = [];
  const client: Parameters<typeof createTitleLoader>[0] = {
    askTitles: async (keys, { budgetMs }) => {
      asked.push({ keys, budgetMs });
      if (fails) throw new MerciaError('GRAPH_UNAVAILABLE', 'gone');
      return keys.map(() => []);
    },
  };
  const loadFor = createTitleLoader(client, { areExpected });
  const load = (title: TitleKey, budgetMs: number | null, caller = 'one') =>
    loadFor(title, { budgetMs, caller, from: '', anonymous: false });
  return { asked, load };
}

const key = (number: number): TitleKey => ({ id: `region:edition:${number}` });
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('titles asked for at the same time', () => {
  it('are one question, each title once', async () => {
    const { asked, load } = createRecorder();

    await Promise.all([...numbers(20), ...numbers(20)].map((number) => load(key(number), 1_000)));

    expect(asked.map(({ keys }) => keys.length)).toEqual([20]);
  });

  it('are several questions if they are too many for one', async () => {
    const { asked, load } = createRecorder();

    await Promise.all(numbers(TITLES_PER_QUESTION + 5).map((number) => load(key(number), null)));

    expect(asked.map(({ keys }) => keys.length)).toEqual([TITLES_PER_QUESTION, 5]);
  });

  it('share no question across budgets, and what the first waited is taken off', async () => {
    const { asked, load } = createRecorder();

    await Promise.all([load(key(1), 500), load(key(2), 2_000), load(key(3), null), load(key(4), 500)]);
    const budgets = asked.map(({ keys, budgetMs }) => [keys.length, budgetMs] as const).toSorted(([a], [b]) => b - a);

    expect(asked).toHaveLength(3);
    expect(budgets[0]?.[0]).toBe(2);
    expect(budgets[0]?.[1]).toBeLessThan(500);
    expect(asked.some(({ budgetMs }) => budgetMs === null)).toBe(true);
  });

  it('share no question across callers: nobody waits for what another one asks', async () => {
    const { asked, load } = createRecorder();

    await Promise.all([load(key(1), 500, 'one'), load(key(1), 500, 'another'), load(key(2), 500, 'one')]);

    expect(asked.map(({ keys }) => keys.length).toSorted()).toEqual([1, 2]);
  });

  it('wait for those that are expected, for a part of their budget at most', async () => {
    const { asked, load } = createRecorder({ areExpected: () => true });

    await Promise.all([load(key(1), 400), sleep(30).then(() => load(key(2), 400))]);

    expect(asked.map(({ keys }) => keys)).toEqual([[key(1), key(2)]]);
    expect(asked[0]?.budgetMs).toBeGreaterThanOrEqual(100);
    expect(asked[0]?.budgetMs).toBeLessThanOrEqual(300);
  });

  it('wait for nobody when their question is full', async () => {
    const { asked, load } = createRecorder({ areExpected: () => true });
    const startedAt = performance.now();

    await Promise.all(numbers(TITLES_PER_QUESTION).map((number) => load(key(number), 30_000)));

    expect(asked).toHaveLength(1);
    expect(performance.now() - startedAt).toBeLessThan(900);
  });

  it('are fetched again for the next request', async () => {
    const { asked, load } = createRecorder();

    await load(key(1), 1_000);
    await load(key(1), 1_000);

    expect(asked).toHaveLength(2);
  });

  it('all get the error of a question that failed', async () => {
    const { load } = createRecorder({ fails: true });

    const slots = await Promise.all([load(key(1), 1_000), load(key(2), 1_000)]);

    expect(slots).toEqual([expect.any(MerciaError), expect.any(MerciaError)]);
  });
});
