import { describe, expect, it } from 'vitest';
import { ANSWER_LIMITS } from '#platform/answer-size.ts';
import { createCallerDebts } from './caller-debts.ts';

const PER_SECOND = 100_000;
const LARGEST = ANSWER_LIMITS.values;

function start(perSecond = PER_SECOND) {
  const clock = { now: 0 };
  const debts = createCallerDebts({ perSecond, now: () => clock.now });
  return { clock, ...debts };
}

describe('what one caller is given', () => {
  it('is refused beyond the largest answer, until enough is paid off', () => {
    const { clock, check, add } = start();
    add('a', LARGEST);
    expect(() => {
      check('a');
    }).not.toThrow();

    add('a', 2.5 * PER_SECOND);
    expect(() => {
      check('a');
    }).toThrow(expect.objectContaining({ code: 'RATE_LIMITED', retryAfterSeconds: 3 }));
    expect(() => {
      check('b');
    }).not.toThrow();

    clock.now = 2_400;
    expect(() => {
      check('a');
    }).toThrow();
    clock.now = 2_500;
    expect(() => {
      check('a');
    }).not.toThrow();
  });

  it('is given up where several at the same time come to more than two of the largest answers', () => {
    const { add } = start();

    expect(add('a', LARGEST)).toBeNull();
    expect(add('a', LARGEST)).toBeNull();
    expect(add('a', 1)).toMatchObject({ code: 'RATE_LIMITED' });
    expect(add('b', LARGEST)).toBeNull();
  });

  it('is never refused to a house of readers: thirty pages a second', () => {
    const { clock, check, add } = start();
    for (let page = 0; page < 3_000; page += 1) {
      clock.now += 1_000 / 30;
      check('hospital');
      expect(add('hospital', 3_300)).toBeNull();
    }
  });

  it('is never refused where there is no limit', () => {
    const { check, add } = start(Number.POSITIVE_INFINITY);
    for (let time = 0; time < 10; time += 1) expect(add('a', LARGEST)).toBeNull();

    expect(() => {
      check('a');
    }).not.toThrow();
  });
});
