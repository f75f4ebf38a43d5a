import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { SubgraphExecutor } from '#platform/subgraph.ts';
import { createListSizes, defaultSizeOf } from './list-sizes.ts';

const HOLDINGS = 'Edition.holdings';

function start(answers: () => ReturnType<SubgraphExecutor>) {
  let now = 1_000;
  let asked = 0;
  const sizeOf = createListSizes({
    execute: (request) => {
      asked += 1;
      expect(request.context).toBe('signed for public');
      return answers();
    },
    sign: ({ role }) => Promise.resolve(`signed for ${role}`),
    now: () => now,
    logger: pino({ level: 'silent' }),
  });
  return { sizeOf, asked: () => asked, pass: (ms: number) => void (now += ms) };
}

const told = (most: number) =>
  Promise.resolve({ data: { listSizes: [{ list: HOLDINGS, usual: 2, most }] }, extensions: {} });

describe('the sizes of lists', () => {
  it('are safe ones before the catalogue has told them, and those of the region then', async () => {
    const { sizeOf } = start(() => told(17));

    expect(sizeOf(HOLDINGS)).toEqual({ usual: 3, most: 100 });
    await expect.poll(() => sizeOf(HOLDINGS)).toEqual({ usual: 2, most: 17 });
    expect(sizeOf('Edition.subjects')).toEqual(defaultSizeOf('Edition.subjects'));
  });

  it('are asked for again when they are old, once, and nobody waits for that', async () => {
    let most = 17;
    const { sizeOf, asked, pass } = start(() => told(most));
    sizeOf(HOLDINGS);
    await expect.poll(() => sizeOf(HOLDINGS).most).toBe(17);
    expect(asked()).toBe(1);

    most = 400;
    pass(11 * 60_000);
    expect(sizeOf(HOLDINGS).most).toBe(17);
    await expect.poll(() => sizeOf(HOLDINGS).most).toBe(400);
    expect(asked()).toBe(2);
  });

  it('stay as they were where the catalogue does not answer, which is asked again in a while', async () => {
    let fails = false;
    const { sizeOf, asked, pass } = start(() => (fails ? Promise.reject(new Error('no database')) : told(17)));
    sizeOf(HOLDINGS);
    await expect.poll(() => sizeOf(HOLDINGS).most).toBe(17);
    fails = true;
    pass(11 * 60_000);

    for (let question = 0; question < 100; question += 1) expect(sizeOf(HOLDINGS).most).toBe(17);
    await expect.poll(asked).toBe(2);
    pass(31_000);
    sizeOf(HOLDINGS);
    await expect.poll(asked).toBe(3);
  });
});
