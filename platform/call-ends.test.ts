import { describe, expect, it } from 'vitest';
import { createCallEnds } from './call-ends.ts';

describe('what ends a call', () => {
  it('is its caller, with the reason that the caller has', () => {
    const caller = new AbortController();
    const ends = createCallEnds(caller.signal);

    caller.abort(new Error('enough'));

    expect(ends.signal.reason).toEqual(new Error('enough'));
    expect([ends.isGivenUp(), ends.isOverdue()]).toEqual([true, false]);
  });

  it('is a caller who gave up before', () => {
    expect(createCallEnds(AbortSignal.abort()).signal.aborted).toBe(true);
  });

  it('is its time', async () => {
    const ends = createCallEnds(new AbortController().signal);
    const ended = Promise.withResolvers<unknown>();
    ends.signal.addEventListener('abort', ended.resolve);

    ends.countTime(1);
    await ended.promise;

    expect(ends.signal.reason).toMatchObject({ name: 'TimeoutError' });
    expect([ends.isGivenUp(), ends.isOverdue()]).toEqual([false, true]);
  });

  it('ends nothing any more when the call is over', () => {
    const caller = new AbortController();
    const ends = createCallEnds(caller.signal);

    ends.release();
    caller.abort();

    expect(ends.signal.aborted).toBe(false);
  });
});
