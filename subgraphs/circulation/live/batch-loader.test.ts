import { describe, expect, it } from 'vitest';
import { createAnswerCache } from './answer-cache.ts';
import { createBatchLoader } from './batch-loader.ts';

/** A system that counts how often it was asked, and answers when it is let. */
function createWorld() {
  const asked: PromiseWithResolvers<undefined>[] = [];
  let time = 0;
  const loader = createBatchLoader<string, number>({
    nameOf: (key) => key,
    async ask(keys) {
      const answer = Promise.withResolvers<undefined>();
      const number = asked.push(answer);
      await answer.promise;
      return keys.map(() => number);
    },
    gatherMs: 0,
    callTimeoutMs: 1_000,
    onFault: () => undefined,
    onCallEnd: () => undefined,
    now: () => (time += 1),
    cache: createAnswerCache({ maxSize: 10, sizeOf: () => 1, now: () => time }),
    freshForMs: 10_000,
  });
  async function tell(key: string): Promise<number> {
    const told = loader.load(key, time);
    if ('cached' in told) return told.cached;
    return Number((await told.call.answers)[told.slot]);
  }
  async function untilAsked(times: number): Promise<PromiseWithResolvers<undefined>> {
    await expect.poll(() => asked.length).toBe(times);
    return asked[times - 1] ?? Promise.withResolvers();
  }
  return { loader, tell, untilAsked };
}

describe('the loader of one kind of question', () => {
  it('is answered from what was said a moment ago, until something is changed there', async () => {
    const { loader, tell, untilAsked } = createWorld();
    const first = tell('a');
    (await untilAsked(1)).resolve(undefined);
    expect([await first, await tell('a')]).toEqual([1, 1]);

    loader.forget();
    const after = tell('a');
    (await untilAsked(2)).resolve(undefined);

    expect([await after, await tell('a')]).toEqual([2, 2]);
  });

  it('neither joins nor keeps what was asked before something was changed', async () => {
    const { loader, tell, untilAsked } = createWorld();
    const before = tell('a');
    const late = await untilAsked(1);
    loader.forget();
    const after = tell('a');
    (await untilAsked(2)).resolve(undefined);
    expect(await after).toBe(2);

    late.resolve(undefined);

    expect([await before, await tell('a')]).toEqual([1, 2]);
  });

  it('keeps what came of a call that was given up, as far as it was told whole', async () => {
    const calls: (readonly string[])[] = [];
    let time = 0;
    const loader = createBatchLoader<string, string>({
      nameOf: (key) => key,
      ask(keys, _signal, tell) {
        calls.push(keys);
        tell(0, `${keys[0] ?? ''} whole`);
        tell(1, 'half?');
        return new Promise(() => undefined);
      },
      isWhole: (value) => !value.endsWith('?'),
      gatherMs: 0,
      callTimeoutMs: 20,
      onFault: () => undefined,
      onCallEnd: () => undefined,
      now: () => (time += 1),
      cache: createAnswerCache({ maxSize: 10, sizeOf: () => 1, now: () => time }),
      freshForMs: 10_000,
    });
    const tell = async (key: string): Promise<unknown> => {
      const told = loader.load(key, time);
      return 'cached' in told ? told.cached : (await told.call.answers)[told.slot];
    };

    const first = await Promise.all(['a', 'b', 'c'].map(tell));
    const again = await Promise.all(['a', 'b', 'c'].map(tell));

    expect(first).toMatchObject(['a whole', 'half?', { code: 'LMS_TIMEOUT' }]);
    expect(again[0]).toBe('a whole');
    expect(calls).toEqual([
      ['a', 'b', 'c'],
      ['b', 'c'],
    ]);
  });
});
