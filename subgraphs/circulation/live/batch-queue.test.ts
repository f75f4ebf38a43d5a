import { describe, expect, it } from 'vitest';
import { MerciaError } from '#platform/errors.ts';
import { askAs } from '#platform/host-guard/index.ts';
import { createBatchQueue, type BatchQueueOptions } from './batch-queue.ts';

type Tell = (slot: number, answer: string | MerciaError) => void;
type Ask = (keys: readonly string[], signal: AbortSignal, tell: Tell) => Promise<readonly (string | MerciaError)[]>;

function createQueue(ask: Ask, options: Partial<BatchQueueOptions<string, string>> = {}) {
  const calls: (readonly string[])[] = [];
  const faults: unknown[] = [];
  const ends: string[] = [];
  const queue = createBatchQueue<string, string>({
    ask: ({ keys }, signal, tell) => {
      calls.push(keys);
      return ask(keys, signal, tell);
    },
    gatherMs: 1,
    callTimeoutMs: 1_000,
    onFault: (fault) => faults.push(fault),
    onCallEnd: (outcome) => ends.push(outcome),
    now: () => 0,
    ...options,
  });
  const load = async (key: string) => {
    const { call, slot } = queue(key, key);
    return (await call.answers)[slot];
  };
  return { load, calls, faults, ends };
}

const shout: Ask = async (keys) => keys.map((key) => key.toUpperCase());

describe('batch queue', () => {
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

  it('asks for each caller in a call of its own, and joins another one only if that is small', async () => {
    const answered = Promise.withResolvers<undefined>();
    const asked = Promise.withResolvers<undefined>();
    const { load, calls } = createQueue(async (keys) => {
      if (keys.includes('d')) asked.resolve(undefined);
      await answered.promise;
      return keys;
    });
    const of = (caller: string, ...keys: readonly string[]) =>
      askAs({ urgency: 'live', caller }, () => Promise.all(keys.map(load)));
    const many = Array.from({ length: 31 }, (_, index) => `a${String(index)}`);

    const early = [of('a', ...many), of('b', 'a0', 'b'), of('d', 'd')];
    await asked.promise;
    const late = [of('a', 'a1'), of('c', 'a1', 'b')];
    answered.resolve(undefined);
    await Promise.all([...early, ...late]);

    expect(calls).toEqual([many, ['a0', 'b'], ['d'], ['a1']]);
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
    const { load } = createQueue(
      (_, signal) => {
        seen.push(signal);
        return new Promise(() => undefined);
      },
      { callTimeoutMs: 20 },
    );

    const answer = await load('a');

    expect(answer).toBeInstanceOf(MerciaError);
    expect(answer).toMatchObject({ code: 'LMS_TIMEOUT' });
    expect(seen.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it('reports an adapter that throws something else and calls its answer bad', async () => {
    const { load, faults, ends } = createQueue(() => Promise.reject(new TypeError('x is undefined')));

    const answers = await Promise.all(['a', 'b'].map(load));

    expect(answers.map((answer) => (answer instanceof MerciaError ? answer.code : answer))).toEqual([
      'LMS_BAD_RESPONSE',
      'LMS_BAD_RESPONSE',
    ]);
    expect(faults).toHaveLength(1);
    expect(ends).toEqual(['LMS_BAD_RESPONSE']);
  });

  it('reports a fault that comes after the limit of the call, and not what the abort brings about', async () => {
    const { load, faults } = createQueue(
      ([key], signal) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            reject(key === 'a' ? new TypeError('x is undefined') : (signal.reason as MerciaError));
          });
        }),
      { callTimeoutMs: 10 },
    );

    await load('a');
    await load('b');

    await expect.poll(() => faults).toEqual([new TypeError('x is undefined')]);
  });

  it('does not join a call that has hung for a while, so that whoever comes when the system is well is answered', async () => {
    let now = 0;
    const { load, calls } = createQueue(
      (keys, ...more) => (calls.length === 1 ? new Promise(() => undefined) : shout(keys, ...more)),
      {
        now: () => now,
        callTimeoutMs: 60_000,
      },
    );
    const hung = load('a');
    await expect.poll(() => calls).toHaveLength(1);
    now = 999;
    const joined = load('a');
    now = 1_000;

    expect(await load('a')).toBe('A');
    expect(calls).toEqual([['a'], ['a']]);
    expect(await Promise.race([hung, joined, Promise.resolve('silent')])).toBe('silent');
  });

  it('goes on joining the calls of a system that always takes its time', async () => {
    let now = 0;
    const answered = Promise.withResolvers<undefined>();
    const slow: Ask = async (keys, ...more) => {
      if (keys.includes('b')) await answered.promise;
      else now += 3_000;
      return shout(keys, ...more);
    };
    const { load, calls } = createQueue(slow, { now: () => now });
    for (let time = 0; time < 10; time += 1) await load('a');

    const first = load('b');
    await expect.poll(() => calls).toHaveLength(11);
    now += 3_000;
    const second = load('b');
    answered.resolve(undefined);

    expect(await Promise.all([first, second])).toEqual(['B', 'B']);
    expect(calls).toHaveLength(11);
  });

  it('asks what takes long in a call of its own, behind the others, and once what has one answer', async () => {
    const ownCallOf = (key: string): string | null => /^giant \d/.exec(key)?.[0] ?? null;
    const { load, calls } = createQueue(shout, { ownCallOf });

    const answers = await Promise.all(['giant 1', 'a', 'giant 2', 'b', 'giant 1', 'giant 1 at Birch'].map(load));

    expect(answers).toEqual(['GIANT 1', 'A', 'GIANT 2', 'B', 'GIANT 1', 'GIANT 1 AT BIRCH']);
    expect(calls).toEqual([['a', 'b'], ['giant 1', 'giant 1 at Birch'], ['giant 2']]);
  });

  it('tells how a call ended: well where anything was told', async () => {
    const down = new MerciaError('LMS_UNAVAILABLE', 'Refused.');
    const { load, ends } = createQueue(async (keys) => keys.map((key) => (key === 'a' ? key : down)));

    await Promise.all(['a', 'b'].map(load));
    await load('b');

    expect(ends).toEqual(['ok', 'LMS_UNAVAILABLE']);
  });

  it('tells of a call that answered nothing what says that the system does not answer, if anything does', async () => {
    const errors: Readonly<Record<string, MerciaError>> = {
      none: new MerciaError('CAPABILITY_UNSUPPORTED', 'The list has none.'),
      old: new MerciaError('BAD_USER_INPUT', 'Keys of before.'),
      uncoded: new MerciaError('CONFIG_INVALID', 'No code of this library.'),
      down: new MerciaError('LMS_UNAVAILABLE', 'Broken off.'),
    };
    const { load, ends } = createQueue(async (keys) => keys.map((key) => errors[key] ?? key));

    await Promise.all(['none', 'old', 'uncoded', 'down'].map(load));
    await Promise.all(['uncoded', 'none'].map(load));

    expect(ends).toEqual(['LMS_UNAVAILABLE', 'CONFIG_INVALID']);
  });

  it('keeps what came of a call that is given up, and says of it that it was', async () => {
    const { load, ends } = createQueue(
      (_keys, _signal, tell) => {
        tell(1, 'half of b');
        tell(1, 'b');
        return new Promise(() => undefined);
      },
      { callTimeoutMs: 20 },
    );

    const answers = await Promise.all(['a', 'b', 'c'].map(load));

    expect(answers).toMatchObject([{ code: 'LMS_TIMEOUT' }, 'b', { code: 'LMS_TIMEOUT' }]);
    expect(ends).toEqual(['LMS_TIMEOUT']);
  });

  it('keeps what came of a call that fails', async () => {
    const { load, ends } = createQueue((_keys, _signal, tell) => {
      tell(0, 'a');
      return Promise.reject(new MerciaError('LMS_UNAVAILABLE', 'Gone.'));
    });

    expect(await Promise.all(['a', 'b'].map(load))).toMatchObject(['a', { code: 'LMS_UNAVAILABLE' }]);
    expect(ends).toEqual(['LMS_UNAVAILABLE']);
  });

  it('shows what has come while the call goes on, and takes no answer for keys that nobody asked', async () => {
    const told = Promise.withResolvers<undefined>();
    const queue = createBatchQueue<string, string>({
      ask: (_batch, _signal, tell) => {
        tell(0, 'a');
        tell(7, 'x');
        told.resolve(undefined);
        return new Promise(() => undefined);
      },
      gatherMs: 1,
      callTimeoutMs: 60_000,
      onFault: () => undefined,
      onCallEnd: () => undefined,
      now: () => 0,
    });
    const { call, slot } = queue('a', 'a');
    expect(call.came(slot)).toBeUndefined();

    await told.promise;

    expect([call.came(slot), call.came(7)]).toEqual(['a', undefined]);
  });
});
