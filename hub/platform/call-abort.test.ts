import { describe, expect, it } from 'vitest';
import { createCallAbort } from './http-calls.ts';

describe('what ends a call', () => {
  it('is its caller, with the reason that the caller has', () => {
    const caller = new AbortController();
    const abort = createCallAbort(caller.signal);

    caller.abort(new Error('enough'));

    expect(abort.signal.reason).toEqual(new Error('enough'));
    expect([abort.isGivenUp(), abort.isOverdue()]).toEqual([true, false]);
  });

  it('is a caller who gave up before', () => {
    expect(createCallAbort(AbortSignal.abort()).signal.aborted).toBe(true);
  });

  it('is its time', async () => {
    const abort = createCallAbort(new AbortController().signal);
    const ended = Promise.withResolvers<unknown>();
    abort.signal.addEventListener('abort', ended.resolve);

    abort.countTime(1);
    await ended.promise;

    expect(abort.signal.reason).toMatchObject({ name: 'TimeoutError' });
    expect([abort.isGivenUp(), abort.isOverdue()]).toEqual([false, true]);
  });

  it('ends nothing any more when the call is over', () => {
    const caller = new AbortController();
    const abort = createCallAbort(caller.signal);

    abort.release();
    caller.abort();

    expect(abort.signal.aborted).toBe(false);
  });
});
