import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { askOnce, askWithinTime, untilAborted, withinTime } from './deadline.ts';

const LATE = new Error('late');
const throwLate = (): never => {
  throw LATE;
};
const never = (): Promise<string> => Promise.withResolvers<string>().promise;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('askOnce', () => {
  it('waits no longer, and asks again what hangs, where the clock of the machine is set back', async () => {
    let asked = 0;
    const ask = askOnce(
      () => {
        asked += 1;
        return never();
      },
      { ms: 100, late: () => LATE, againAfterMs: 1_000 },
    );
    const failed: unknown[] = [];
    const askLate = (): void => void ask().catch((error: unknown) => failed.push(error));
    askLate();

    vi.setSystemTime(Date.now() - 3_600_000);
    askLate();
    await vi.advanceTimersByTimeAsync(150);
    expect([failed, asked]).toEqual([[LATE, LATE], 1]);
    await vi.advanceTimersByTimeAsync(1_000);
    askLate();
    expect(asked).toBe(2);
  });
});

describe('withinTime', () => {
  it('gives an answer that comes in time and leaves no timer behind', async () => {
    expect(await withinTime(Promise.resolve('answer'), 100, throwLate)).toBe('answer');

    expect(vi.getTimerCount()).toBe(0);
  });

  it('rejects as the answer does, and leaves no timer behind', async () => {
    const failure = new Error('failed');

    await expect(withinTime(Promise.reject(failure), 100, throwLate)).rejects.toBe(failure);

    expect(vi.getTimerCount()).toBe(0);
  });

  it('gives what stands in for a late answer, when the time is over and not before', async () => {
    const given = vi.fn<(value: string | null) => void>();
    void withinTime(never(), 100, () => null).then(given);

    await vi.advanceTimersByTimeAsync(99);
    expect(given).not.toHaveBeenCalled();

    await vi.advanceTimersByTimeAsync(2);
    expect(given).toHaveBeenCalledExactlyOnceWith(null);
  });

  it('throws what is thrown for a late answer', async () => {
    const thrown = expect(withinTime(never(), 100, throwLate)).rejects.toBe(LATE);

    await vi.advanceTimersByTimeAsync(101);

    await thrown;
  });

  it('lets in an answer that has arrived but is read after the timer, as after a pause of the process', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const given = withinTime(promise, 100, () => 'late');
    setTimeout(resolve, 100, 'arrived');

    await vi.advanceTimersByTimeAsync(101);

    expect(await given).toBe('arrived');
  });

  it('takes time that is over already as no time at all', async () => {
    const given = withinTime(never(), -5, () => 'late');

    await vi.advanceTimersByTimeAsync(1);

    expect(await given).toBe('late');
  });
});

describe('untilAborted', () => {
  it('gives an answer that comes before the caller gives up', async () => {
    expect(await untilAborted(Promise.resolve('answer'), new AbortController().signal, throwLate)).toBe('answer');
  });

  it('gives up as soon as the signal is aborted', async () => {
    const controller = new AbortController();
    const given = untilAborted(never(), controller.signal, () => 'late');

    controller.abort();

    expect(await given).toBe('late');
  });

  it('gives up at once where the signal is aborted already', async () => {
    await expect(untilAborted(never(), AbortSignal.abort(), throwLate)).rejects.toBe(LATE);
  });

  it('leaves no listener on a signal that outlives the answer', async () => {
    const { signal } = new AbortController();
    const removed = vi.spyOn(signal, 'removeEventListener');

    await untilAborted(Promise.resolve('answer'), signal, throwLate);

    expect(removed).toHaveBeenCalledExactlyOnceWith('abort', expect.any(Function));
  });
});

describe('askWithinTime', () => {
  it('does not abort work that ends in time', async () => {
    let aborted = false;

    const answer = await askWithinTime(
      async (signal) => {
        signal.addEventListener('abort', () => void (aborted = true));
        return 'answer';
      },
      { ms: 100, late: () => LATE },
    );
    await vi.advanceTimersByTimeAsync(200);

    expect({ answer, aborted }).toEqual({ answer: 'answer', aborted: false });
  });

  it('aborts work whose time is over, with the error that the caller gets', async () => {
    let reason: unknown;
    const thrown = expect(
      askWithinTime(
        (signal) => {
          signal.addEventListener('abort', () => void (reason = signal.reason));
          return never();
        },
        { ms: 100, late: () => LATE },
      ),
    ).rejects.toBe(LATE);

    await vi.advanceTimersByTimeAsync(101);

    await thrown;
    expect(reason).toBe(LATE);
  });

  it('tells of a failure that comes after the time, and not of the abort itself', async () => {
    const failures: unknown[] = [];
    const failure = new TypeError('a fault of ours');
    const asking = async (onAbort: (signal: AbortSignal) => unknown): Promise<void> => {
      const { promise, reject } = Promise.withResolvers<string>();
      const ask = (signal: AbortSignal): Promise<string> => {
        signal.addEventListener('abort', () => {
          reject(onAbort(signal));
        });
        return promise;
      };
      const thrown = expect(
        askWithinTime(ask, { ms: 100, late: () => LATE, onLateFailure: (error) => failures.push(error) }),
      ).rejects.toBe(LATE);
      await vi.advanceTimersByTimeAsync(101);
      await thrown;
    };

    await asking(() => failure);
    await asking((signal) => signal.reason);

    expect(failures).toEqual([failure]);
  });
});
