import { describe, expect, it } from 'vitest';
import { MerciaError } from '#platform/errors.ts';
import { createGatheringQueue } from './gathering-queue.ts';

type Ask = (keys: readonly string[], signal: AbortSignal) => Promise<readonly (string | MerciaError)[]>;

function createQueue(ask: Ask, callTimeoutMs = 1_000) {
  const calls: (readonly string[])[] = [];
  const faults: unknown[] = [];
  const load = createGatheringQueue<string, string>({
    keyOf: (key) => key,
    ask: (keys, signal) => {
      calls.push(keys);
      return ask(keys, signal);
    },
    gatherMs: 1,
    callTimeoutMs,
    onFault: (fault) => faults.push(fault),
  });
  return { load, calls, faults };
}

const shout: Ask = async (keys) => keys.map((key) => key.toUpperCase());

describe('gathering queue', () => {
  it('makes one call of what is asked at about the same time', async () => {
    const { load, calls } = createQueue(shout);

    const answers = await Promise.all(['a', 'b', 'c'].map(load));

    expect(answers).toEqual(['A', 'B', 'C']);
    expect(calls).toEqual([['a', 'b', 'c']]);
  });

  it('asks for a key once, though it is wanted twice, before and while it is asked', async () => {
    const answered = Promise.withResolvers<undefined>();
    const asked = Promise.withResolvers<undefined>();
    const { load, calls } = createQueue(async (keys) => {
      asked.resolve(undefined);
      await answered.promise;
      return keys;
    });

    const early = [load('a'), load('a')];
    await asked.promise;
    const late = load('a');
    answered.resolve(undefined);

    expect(await Promise.all([...early, late])).toEqual(['a', 'a', 'a']);
    expect(calls).toEqual([['a']]);
  });

  it('asks anew once a call is over: nothing is kept', async () => {
    const { load, calls } = createQueue(shout);

    await load('a');
    await load('a');

    expect(calls).toEqual([['a'], ['a']]);
  });

  it('leaves an error in its own slot', async () => {
    const bad = new MerciaError('LMS_BAD_RESPONSE', 'No item_id.');
    const { load } = createQueue(async (keys) => keys.map((key) => (key === 'b' ? bad : key)));

    expect(await Promise.all(['a', 'b', 'c'].map(load))).toEqual(['a', bad, 'c']);
  });

  it('gives every asker the error of a call that failed', async () => {
    const down = new MerciaError('LMS_UNAVAILABLE', 'Refused.');
    const { load, faults } = createQueue(() => Promise.reject(down));

    expect(await Promise.all(['a', 'b'].map(load))).toEqual([down, down]);
    expect(faults).toEqual([]);
  });

  it('gives up at the limit of the call, aborts it, and does not hang on one that ignores that', async () => {
    const seen: AbortSignal[] = [];
    const { load } = createQueue((_, signal) => {
      seen.push(signal);
      return new Promise(() => undefined);
    }, 20);

    const answer = await load('a');

    expect(answer).toBeInstanceOf(MerciaError);
    expect(answer).toMatchObject({ code: 'LMS_TIMEOUT' });
    expect(seen.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it.each<[string, Ask]>([
    ['throws something else', () => Promise.reject(new TypeError('x is undefined'))],
    ['answers with too few slots', async () => ['A']],
  ])('reports an adapter that %s and calls its answer bad', async (_, ask) => {
    const { load, faults } = createQueue(ask);

    const answers = await Promise.all(['a', 'b'].map(load));

    expect(answers.map((answer) => (answer instanceof MerciaError ? answer.code : answer))).toEqual([
      'LMS_BAD_RESPONSE',
      'LMS_BAD_RESPONSE',
    ]);
    expect(faults).toHaveLength(1);
  });
});
