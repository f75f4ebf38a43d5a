import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { SystemId } from '#domain/ids.ts';
import { createLearnedReserve } from '#platform/learned-reserve.ts';
import { MerciaError } from '#platform/errors.ts';
import { createAnswersInTime } from './answers-in-time.ts';

const system = { id: 'alpha' as SystemId, kind: 'fake', name: 'Alpha' };
const down = new MerciaError('LMS_UNAVAILABLE', 'Refused.');

const say = (said: string | MerciaError | undefined): string =>
  said instanceof MerciaError ? said.code : (said ?? '-');

/** Waiting ends `waitMs` from now, and what is known is looked up `lookUpMs` from now. */
function createWorld(
  waitMs: number,
  lookUpMs: number,
  known: ReadonlyMap<string, string> | Promise<ReadonlyMap<string, string>> = new Map<string, string>(),
) {
  const lookUps: (readonly string[])[] = [];
  const now = performance.now();
  const answers = createAnswersInTime<string, string, string, string>({
    deadline: {
      endsAt: now + waitMs,
      lookUpAt: now + lookUpMs,
      settled: () => undefined,
      sinceWaitingMs: () => null,
    },
    lookUpReserve: createLearnedReserve(),
    lookUp: async (ids) => {
      lookUps.push(ids);
      return known;
    },
    hasGaps: (value) => value.endsWith('?'),
    toModel: (_wanted, answer, before) => `${say(answer)} ${say(before)}`,
  });
  type Asked = Parameters<typeof answers.answer>[1];
  const answerNow = (id: string, asked: Asked) => answers.answer({ id, system }, asked);
  return { lookUps, answerNow, ask: async (id: string, asked: Asked) => answerNow(id, asked) };
}

const never = { answers: new Promise<never>(() => undefined), came: () => undefined };
const callOf = (...answers: (string | MerciaError)[]) => ({ answers: Promise.resolve(answers), came: () => undefined });

describe('answers in time', () => {
  it('tells what is fresh at once, without a promise', () => {
    const { answerNow } = createWorld(1_000, 500);

    expect(answerNow('a', { cached: 'live' })).toBe('live -');
  });

  it('tells what the system says, each in its place, and looks nothing up', async () => {
    const { ask, lookUps } = createWorld(1_000, 500);
    const call = callOf('first', 'second');

    expect(await Promise.all([ask('b', { call, slot: 1 }), ask('a', { call, slot: 0 })])).toEqual([
      'second -',
      'first -',
    ]);
    expect(lookUps).toEqual([]);
  });

  it('looks up at once, and together, what a system failed to say or could not say wholly', async () => {
    const { ask, lookUps } = createWorld(60_000, 60_000, new Map([['a', 'before']]));
    const call = callOf(down, 'half?', 'whole');

    const told = await Promise.all(['a', 'b', 'c'].map((id, slot) => ask(id, { call, slot })));

    expect(told).toEqual(['LMS_UNAVAILABLE before', 'half? -', 'whole -']);
    expect(lookUps).toEqual([['a', 'b']]);
  });

  it('looks up, ahead of the end, what is still not said, and tells it then', async () => {
    const { ask, lookUps } = createWorld(60, 20, new Map([['a', 'before']]));

    const told = await Promise.all([ask('a', { call: never, slot: 0 }), ask('b', { call: callOf('live'), slot: 0 })]);

    expect(told).toEqual(['LMS_TIMEOUT before', 'live -']);
    expect(lookUps).toEqual([['a']]);
  });

  it('looks up at once, and together, what is asked for after that, while others are waited for', async () => {
    const { ask, lookUps } = createWorld(100, 20, new Map(['a', 'b', 'c'].map((id) => [id, 'before'])));
    const first = ask('a', { call: never, slot: 0 });
    await delay(50);

    const told = await Promise.all([first, ...['b', 'c'].map((id) => ask(id, { call: never, slot: 0 }))]);

    expect(told).toEqual(Array.from('abc', () => 'LMS_TIMEOUT before'));
    expect(lookUps).toEqual([['a'], ['b', 'c']]);
  });

  it('says at the end that what was known is not read yet, and not that nothing is known', async () => {
    const { ask } = createWorld(60, 20, new Promise(() => undefined));

    const told = await Promise.all([ask('a', { call: never, slot: 0 }), ask('b', { call: callOf(down), slot: 0 })]);

    expect(told).toEqual(['LMS_TIMEOUT STORE_UNAVAILABLE', 'LMS_UNAVAILABLE STORE_UNAVAILABLE']);
  });

  it('ends at once where the time is over before it begins', async () => {
    const { ask } = createWorld(-10, -10);

    expect(await ask('a', { call: never, slot: 0 })).toBe('LMS_TIMEOUT -');
  });

  it('looks up what was known where the time is over before it begins, and waits a little for it', async () => {
    const slowly = new Promise<ReadonlyMap<string, string>>((resolve) => {
      setTimeout(resolve, 30, new Map([['a', 'before']]));
    });

    expect(await createWorld(-10, -10, slowly).ask('a', { call: never, slot: 0 })).toBe('LMS_TIMEOUT before');
    const hangs = createWorld(-10, -10, new Promise(() => undefined));
    expect(await hangs.ask('a', { call: never, slot: 0 })).toBe('LMS_TIMEOUT STORE_UNAVAILABLE');
  });

  it('tells at the end what has come of a call that goes on, with what was known for the rest', async () => {
    const { ask, lookUps } = createWorld(60, 20, new Map(['a', 'b', 'c'].map((id) => [id, 'before'])));
    const came = ['whole', 'half?', undefined];
    const call = { ...never, came: (slot: number) => came[slot] };

    const told = await Promise.all(['a', 'b', 'c'].map((id, slot) => ask(id, { call, slot })));

    expect(told).toEqual(['whole before', 'half? before', 'LMS_TIMEOUT before']);
    expect(lookUps).toEqual([['a', 'b', 'c']]);
  });
});
