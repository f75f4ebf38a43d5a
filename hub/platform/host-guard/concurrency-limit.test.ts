import { describe, expect, it } from 'vitest';
import { createConcurrencyLimit, type ConcurrencyLimit } from './concurrency-limit.ts';

function take(limit: ConcurrencyLimit, elapsedMs: number, times: number, kind = 'items'): void {
  for (let each = 0; each < times; each += 1) limit.learn(kind, elapsedMs);
}

/** How many exchanges of a time it takes until something holds. */
function countUntil(limit: ConcurrencyLimit, elapsedMs: number, holds: () => boolean): number {
  let count = 0;
  while (!holds() && count < 10_000) {
    limit.learn('items', elapsedMs);
    count += 1;
  }
  return count;
}

describe('createConcurrencyLimit', () => {
  it.each([
    [2, 1],
    [4, 2],
    [16, 8],
  ])('falls from %i to %i or less within 20 requests of a host that slows from 50 ms to 2 s', (ceiling, half) => {
    const limit = createConcurrencyLimit(() => ceiling);
    take(limit, 50, 50);
    expect(limit.current).toBe(ceiling);

    take(limit, 2_000, 20);

    expect(limit.current).toBeLessThanOrEqual(half);
  });

  it('recovers when the host is quick again', () => {
    const limit = createConcurrencyLimit(() => 4);
    take(limit, 50, 50);
    take(limit, 2_000, 40);
    expect(limit.current).toBe(1);

    expect(countUntil(limit, 50, () => limit.current === 4)).toBeLessThanOrEqual(30);
  });

  it('takes a host that stays slow for what it is, after a while', () => {
    const limit = createConcurrencyLimit(() => 4);
    take(limit, 50, 50);
    take(limit, 2_000, 20);

    expect(countUntil(limit, 2_000, () => limit.current === 4)).toBeLessThanOrEqual(200);
  });

  it('does not mind one slow answer among quick ones, nor a slow first one', () => {
    const limit = createConcurrencyLimit(() => 2);
    take(limit, 3_000, 1);
    take(limit, 50, 50);
    for (let each = 0; each < 20; each += 1) {
      take(limit, 5_000, 1);
      expect(limit.current).toBe(2);
      take(limit, 50, 10);
    }
  });

  it('does not take a long page of harvest for a slow host', () => {
    const limit = createConcurrencyLimit(() => 4);
    for (let each = 0; each < 100; each += 1) {
      limit.learn('live items', 40);
      limit.learn('background records', 6_000);
    }

    expect(limit.current).toBe(4);
  });

  it('leaves alone what is only noise of a few milliseconds', () => {
    const limit = createConcurrencyLimit(() => 4);
    take(limit, 4, 50);
    take(limit, 60, 50);

    expect(limit.current).toBe(4);
  });

  it('halves when the host says so, and never falls below one', () => {
    const limit = createConcurrencyLimit(() => 4);

    limit.halve();
    expect(limit.current).toBe(2);
    limit.halve();
    limit.halve();
    expect(limit.current).toBe(1);
  });

  it('follows a ceiling that the region file changes', () => {
    let ceiling = 4;
    const limit = createConcurrencyLimit(() => ceiling);
    take(limit, 50, 10);
    ceiling = 2;
    expect(limit.current).toBe(2);
  });
});
