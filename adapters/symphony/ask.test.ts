import { describe, expect, it } from 'vitest';
import { whileInUse } from './ask.ts';

const answer = (status: number, code: string) => ({
  status,
  headers: {},
  body: Buffer.from(JSON.stringify({ messageList: [{ code }] })),
});
const IN_USE = answer(500, 'hatErrorResponse.116');
const DONE = { status: 200, headers: {}, body: Buffer.from('{}') };

/** Each answer takes `tookMs`. */
function asking(answers: readonly (typeof DONE)[], tookMs = 10) {
  const waited: number[] = [];
  let asked = 0;
  const run = (signal = new AbortController().signal) =>
    whileInUse(
      async () => answers[Math.min(asked++, answers.length - 1)] ?? DONE,
      signal,
      async (ms) => waited.push(ms),
      () => asked * tookMs,
    );
  return { run, waited, asked: () => asked };
}

describe('a record that another session has', () => {
  it('is asked for again until it is free', async () => {
    const { run, waited, asked } = asking([IN_USE, IN_USE, DONE]);

    expect(await run()).toBe(DONE);
    expect([asked(), waited]).toEqual([3, [250, 500]]);
  });

  it('is given up after some tries, with what was said last', async () => {
    const { run, asked } = asking([IN_USE]);

    expect(await run()).toBe(IN_USE);
    expect(asked()).toBe(4);
  });

  it('is not asked for again where the server takes its time to say so', async () => {
    const { run, asked } = asking([IN_USE], 2_000);

    expect(await run()).toBe(IN_USE);
    expect(asked()).toBe(2);
  });

  it('is not asked for again when nobody waits any more', async () => {
    const { run, asked } = asking([IN_USE]);

    await run(AbortSignal.abort());

    expect(asked()).toBe(1);
  });

  it.each([
    ['a refusal', answer(500, 'hatErrorResponse.141')],
    ['a crash', answer(500, 'unhandledException')],
  ])('is no reason to repeat %s', async (_what, said) => {
    const { run, asked } = asking([said, DONE]);

    expect(await run()).toBe(said);
    expect(asked()).toBe(1);
  });
});
