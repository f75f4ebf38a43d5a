import { describe, expect, it } from 'vitest';
import { createAnswerCache } from './batch-loader.ts';

function createWorld(maxSize = 100) {
  const clock = { now: 1_000 };
  return { clock, answers: createAnswerCache<string | null>({ maxSize, sizeOf: () => 1, now: () => clock.now }) };
}

describe('the cache of answers', () => {
  it('tells an answer until its time is over, counted from when it came', () => {
    const { clock, answers } = createWorld();
    answers.keep('a', 'first', 2_000);

    clock.now += 2_000;
    expect(answers.get('a', 0)).toMatchObject({ cached: 'first' });
    clock.now += 1;
    expect(answers.get('a', 0)).toBeUndefined();
  });

  it('tells an answer to whom it is new enough', () => {
    const { clock, answers } = createWorld();
    answers.keep('a', 'first', 2_000);
    const cameAt = clock.now;
    clock.now += 1_000;

    expect(answers.get('a', cameAt)).toMatchObject({ cached: 'first' });
    expect(answers.get('a', cameAt + 1)).toBeUndefined();
  });

  it('puts nothing that came before in the place of what came after', () => {
    const { clock, answers } = createWorld();
    answers.keep('a', 'newer', 2_000);
    answers.keep('a', 'older', 2_000, clock.now - 1);
    answers.keep('b', 'old', 2_000, clock.now - 1_000);

    expect(answers.get('a', 0)).toMatchObject({ cached: 'newer' });
    clock.now += 1_001;
    expect(answers.get('b', 0)).toBeUndefined();
  });

  it('keeps the answer that there is no such thing', () => {
    const { answers } = createWorld();
    answers.keep('a', null, 2_000);

    expect(answers.get('a', 0)).toMatchObject({ cached: null });
  });

  it('drops the oldest when there are too many', () => {
    const { answers } = createWorld(2);
    for (const name of ['a', 'b', 'c']) answers.keep(name, name, 2_000);

    expect(['a', 'b', 'c'].map((name) => answers.get(name, 0)?.cached)).toEqual([undefined, 'b', 'c']);
  });
});
