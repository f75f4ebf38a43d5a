import { describe, expect, it } from 'vitest';
import { createRequestDeadline } from './request-deadline.ts';

const never = new Promise<string>(() => undefined);

describe('request deadline', () => {
  it('gives what comes in time, and something else for what does not', async () => {
    const deadline = createRequestDeadline(20);

    const answers = await Promise.all([
      deadline.race(Promise.resolve('in time'), 'late'),
      deadline.race(never, 'late'),
    ]);

    expect(answers).toEqual(['in time', 'late']);
  });

  it('is over at once where no time is left', async () => {
    expect(await createRequestDeadline(-5).race(never, 'late')).toBe('late');
  });

  it('still ends what is asked after everything before was answered', async () => {
    const deadline = createRequestDeadline(20);
    await deadline.race(Promise.resolve('in time'), 'late');

    expect(await deadline.race(never, 'late')).toBe('late');
  });
});
