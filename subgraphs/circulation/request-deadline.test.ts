import { describe, expect, it } from 'vitest';
import { createLearnedReserve, createReservesByCaller } from '#platform/learned-reserve.ts';
import { createRequestDeadline } from './request-deadline.ts';

const reserves = (answer: number, lookUp: number) => ({
  answer: createReservesByCaller(answer).begin(false),
  lookUp: createLearnedReserve(lookUp),
});

describe('request deadline', () => {
  it('ends waiting early enough for what follows, and looks up what is known early enough for that', () => {
    const before = performance.now();

    const { endsAt, lookUpAt } = createRequestDeadline(1_000, reserves(95, 45));

    const after = performance.now();
    expect(endsAt - before).toBeGreaterThan(899);
    expect(endsAt - after).toBeLessThan(950);
    expect(endsAt - lookUpAt).toBe(50);
  });

  it('is over at once where no time is left', () => {
    const { endsAt, lookUpAt } = createRequestDeadline(-5, reserves(95, 45));

    expect(endsAt).toBeLessThanOrEqual(performance.now());
    expect(lookUpAt).toBe(endsAt);
  });

  it('counts what follows from the end that was planned, however late the timer', () => {
    const deadline = createRequestDeadline(-5, reserves(95, 45));
    expect(deadline.sinceWaitingMs()).toBeNull();

    while (performance.now() < deadline.endsAt + 20);
    deadline.settled();

    expect(deadline.sinceWaitingMs()).toBeGreaterThanOrEqual(20);
  });
});
