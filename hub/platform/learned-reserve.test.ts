import { describe, expect, it } from 'vitest';
import { createLearnedReserve } from './learned-reserve.ts';

describe('a learned reserve', () => {
  it('is cautious before anything is learned', () => {
    expect(createLearnedReserve().of(2_000)).toBe(55);
  });

  it('covers a burst of late answers after a few of them', () => {
    const reserve = createLearnedReserve();

    for (let count = 0; count < 4; count += 1) reserve.learn(200);

    expect(reserve.of(2_000)).toBeGreaterThan(190);
  });

  it('falls slowly: one quick answer among slow ones gives next to nothing up', () => {
    const reserve = createLearnedReserve(200);

    reserve.learn(1);
    expect(reserve.of(2_000)).toBeGreaterThan(200);

    for (let count = 0; count < 1_000; count += 1) reserve.learn(1);
    expect(reserve.of(2_000)).toBe(15);
  });

  it('keeps back for every answer that ends at the same time', () => {
    expect(createLearnedReserve(20).of(2_000, 4)).toBe(100);
  });

  it('never takes more than a quarter of the time, and nothing of a time that is over', () => {
    const reserve = createLearnedReserve(10_000);

    expect(reserve.of(400)).toBe(100);
    expect(reserve.of(0)).toBe(0);
    expect(reserve.of(-20)).toBe(0);
  });
});
