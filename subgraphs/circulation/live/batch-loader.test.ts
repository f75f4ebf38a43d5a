import { describe, expect, it } from 'vitest';
import type { OnSlot } from '#contract/adapter.ts';
import { createAnswerCache, createBatchLoader } from './batch-loader.ts';

/** An answer with the time at which it was true. */
interface Dated {
  readonly said: string;
  readonly at: number;
}

/** A call that goes on: slots are told, and it ends, when a test says so. */
interface SlowCall {
  readonly tell: OnSlot<Dated>;
  readonly end: (answers: readonly Dated[]) => void;
}

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

  describe('of a slow call', () => {
    /** A call that tells slots when the test says so; time is the test's. */
    function createSlow(freshForMs = 2_000) {
      const world = { time: 100_000 };
      const calls: SlowCall[] = [];
      const loader = createBatchLoader<string, Dated>({
        nameOf: (key) => key,
        ask: (keys, _signal, tell) => {
          const { promise, resolve: end } = Promise.withResolvers<readonly Dated[]>();
          calls.push({ tell, end });
          return promise.then((answers) =>
            keys.map((_key, slot) => answers[slot] ?? { said: 'nothing', at: world.time }),
          );
        },
        ageOf: ({ at }) => world.time - at,
        isWhole: ({ said }) => !said.endsWith('?'),
        gatherMs: 0,
        callTimeoutMs: 60_000,
        onFault: () => undefined,
        onCallEnd: () => undefined,
        now: () => world.time,
        cache: createAnswerCache({ maxSize: 10, sizeOf: () => 1, now: () => world.time }),
        freshForMs,
      });
      const untilCalls = async (times: number) => {
        await expect.poll(() => calls.length).toBe(times);
        const call = calls[times - 1];
        if (call === undefined) throw new Error('No such call.');
        return call;
      };
      /** What a request that comes now is given: an answer there is, or the place where it will be. */
      const load = (key: string) => loader.load(key, world.time);
      return { world, load, untilCalls };
    }

    it('uses an answer again from when it came, not from when its call ended', async () => {
      const { world, load, untilCalls } = createSlow();
      const asked = load('a');
      const call = await untilCalls(1);
      world.time += 100;
      const early = { said: 'early', at: world.time };
      call.tell(0, early);
      world.time += 1_900;
      expect(load('a')).toMatchObject({ cached: early });

      world.time += 8_000;
      // Told again at the end, as a wire does.
      call.end([{ ...early }]);
      expect('call' in asked && (await asked.call.answers)).toEqual([early]);

      expect(load('a')).toHaveProperty('call');
    });

    it('uses an answer again from when it was true, where its system told nothing before the end', async () => {
      const { world, load, untilCalls } = createSlow();
      const asked = load('a');
      const call = await untilCalls(1);
      world.time += 5_000;
      call.end([{ said: 'old', at: world.time - 2_001 }]);
      if ('call' in asked) await asked.call.answers;

      expect(load('a')).toHaveProperty('call');
    });

    it('believes no date from before the call, so that a clock that is behind costs nothing but time', async () => {
      const { world, load, untilCalls } = createSlow();
      const asked = load('a');
      const call = await untilCalls(1);
      world.time += 1_000;
      call.end([{ said: 'of a clock that is behind', at: 0 }]);
      if ('call' in asked) await asked.call.answers;
      world.time += 1_000;

      expect(load('a')).toHaveProperty('cached');
      world.time += 1;
      expect(load('a')).toHaveProperty('call');
    });

    it('joins no call for what has come too long ago, whole or in part, and does for what is to come', async () => {
      const { world, load, untilCalls } = createSlow(300);
      const first = ['a', 'b', 'c'].map(load);
      const call = await untilCalls(1);
      call.tell(0, { said: 'whole', at: world.time });
      call.tell(1, { said: 'half?', at: world.time });
      world.time += 300;
      expect(load('b')).toBe(first[1]);

      world.time += 1;
      const second = ['a', 'b', 'c'].map(load);

      expect(second[2]).toBe(first[2]);
      expect(second.slice(0, 2)).toMatchObject([{ slot: 0 }, { slot: 1 }]);
      expect(second[0]).not.toBe(first[0]);
      expect(second[1]).not.toBe(first[1]);
    });

    it('does not put what an older call says in the place of what a newer one said', async () => {
      const { world, load, untilCalls } = createSlow();
      const before = load('a');
      const hung = await untilCalls(1);
      world.time += 1_500;
      load('a');
      const quick = await untilCalls(2);
      const newer = { said: 'newer', at: world.time };
      quick.tell(0, newer);
      hung.end([{ said: 'older', at: world.time - 500 }]);
      if ('call' in before) await before.call.answers;

      expect(load('a')).toMatchObject({ cached: newer });
    });
  });
});
