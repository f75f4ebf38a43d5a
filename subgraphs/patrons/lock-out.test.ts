import type { Attempts } from './repositories/attempts.ts';
import { describe, expect, it } from 'vitest';
import { countAttempt, findLock, READERS, STAFF, uncountAttempt, type LockOutRule } from './link-attempts.ts';

const NOON = new Date('2026-11-24T12:00:00Z');
const NONE: Attempts = { failures: 0, lockedUntil: null, lastAt: NOON };
const MINUTE = 60_000;

function after(minutes: number): Date {
  return new Date(NOON.getTime() + minutes * MINUTE);
}

/** So many failures, each as soon as it may be tried. */
function fail(
  times: number,
  rule: LockOutRule = READERS,
): { readonly attempts: Attempts; readonly waits: readonly number[] } {
  let attempts = NONE;
  let now = NOON;
  const waits: number[] = [];
  for (let count = 0; count < times; count += 1) {
    attempts = countAttempt(attempts, now, rule);
    const lock = findLock(attempts, now);
    waits.push(lock === null ? 0 : (lock.getTime() - now.getTime()) / MINUTE);
    now = lock ?? now;
  }
  return { attempts, waits };
}

describe('locking out', () => {
  it('lets four fail, then makes each next one wait twice as long, up to a day', () => {
    expect(fail(14).waits).toEqual([0, 0, 0, 0, 15, 30, 60, 120, 240, 480, 960, 1440, 1440, 1440]);
  });

  it('ends when its time is over', () => {
    const { attempts } = fail(5);

    expect(findLock(attempts, after(14))).toEqual(after(15));
    expect(findLock(attempts, after(15))).toBeNull();
  });

  it('forgives a day after the last failure, or after the lock', () => {
    expect(countAttempt({ failures: 4, lockedUntil: null, lastAt: NOON }, after(24 * 60), READERS).failures).toBe(5);
    expect(countAttempt({ failures: 4, lockedUntil: null, lastAt: NOON }, after(24 * 60 + 1), READERS).failures).toBe(
      1,
    );
    expect(countAttempt({ failures: 12, lockedUntil: after(1440), lastAt: NOON }, after(1450), READERS).failures).toBe(
      13,
    );
  });

  it('takes back an attempt that was nobody’s fault, and the lock that it brought', () => {
    const { attempts } = fail(5);

    expect(uncountAttempt(attempts, { begunAt: NOON }, READERS)).toEqual({
      failures: 4,
      lockedUntil: null,
      lastAt: attempts.lastAt,
    });
    expect(uncountAttempt(NONE, { begunAt: NOON }, READERS).failures).toBe(0);
  });

  it('lets staff mistype more, and begins each day without failures, though not out of a lock', () => {
    const { attempts, waits } = fail(21, STAFF);

    expect(waits.slice(0, 19)).toEqual(Array(19).fill(0));
    expect(waits.slice(19)).toEqual([15, 30]);
    expect(countAttempt({ failures: 19, lockedUntil: null, lastAt: NOON }, after(12 * 60 - 1), STAFF).failures).toBe(
      20,
    );
    expect(countAttempt({ failures: 19, lockedUntil: null, lastAt: NOON }, after(12 * 60), STAFF).failures).toBe(1);
    expect(findLock(attempts, after(30))).toEqual(after(45));
  });

  it('takes back the lock of an attempt that was nobody’s fault where enough had failed before it', () => {
    const { attempts } = fail(6);

    expect(uncountAttempt(attempts, { begunAt: attempts.lastAt }, READERS)).toMatchObject({
      failures: 5,
      lockedUntil: null,
    });
  });

  it('keeps the lock that a later attempt brought where enough others failed', () => {
    const { attempts } = fail(6);

    expect(uncountAttempt(attempts, { begunAt: NOON }, READERS).lockedUntil).toEqual(attempts.lockedUntil);
  });
});
