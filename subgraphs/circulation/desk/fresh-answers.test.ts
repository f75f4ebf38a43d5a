import { describe, expect, it } from 'vitest';
import { createFreshAnswers } from './fresh-answers.ts';

function createWorld(maxSize = 100) {
  const clock = { now: 1_000 };
  return { clock, answers: createFreshAnswers<string | null>({ maxSize, sizeOf: () => 1, now: () => clock.now }) };
}

describe('fresh answers', () => {
  it('are told until their time is over, counted from when they came', () => {
    const { clock, answers } = createWorld();
    answers.keep('a', 'first', 2_000);

    clock.now += 2_000;
    expect(answers.get('a', 0)).toMatchObject({ fresh: 'first' });
    clock.now += 1;
    expect(answers.get('a', 0)).toBeUndefined();
  });

  it('are told to whom they are new enough', () => {
    const { clock, answers } = createWorld();
    answers.keep('a', 'first', 2_000);
    const cameAt = clock.now;
    clock.now += 1_000;

    expect(answers.get('a', cameAt)).toMatchObject({ fresh: 'first' });
    expect(answers.get('a', cameAt + 1)).toBeUndefined();
  });

  it('may be that there is no such thing', () => {
    const { answers } = createWorld();
    answers.keep('a', null, 2_000);

    expect(answers.get('a', 0)).toMatchObject({ fresh: null });
  });

  it('give way to newer ones when there are too many', () => {
    const { answers } = createWorld(2);
    for (const name of ['a', 'b', 'c']) answers.keep(name, name, 2_000);

    expect(['a', 'b', 'c'].map((name) => answers.get(name, 0)?.fresh)).toEqual([undefined, 'b', 'c']);
  });
});
