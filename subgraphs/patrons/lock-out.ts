/** How long somebody who failed to link accounts must wait. Pure. */
import type { Attempts } from '#store/repositories/patrons/attempts.ts';

/** Attempts that may fail before anybody waits. */
export const FREE_FAILURES = 5;
const FIRST_LOCK_MS = 15 * 60_000;
const LONGEST_LOCK_MS = 24 * 3_600_000;
/** After so long without a failure, all failures are forgotten. */
export const FORGIVEN_AFTER_MS = 24 * 3_600_000;

/** Until when it may not be tried; null if it may. */
export function findLock({ lockedUntil }: Attempts, now: Date): Date | null {
  return lockedUntil !== null && lockedUntil > now ? lockedUntil : null;
}

/**
 * One more attempt, counted as failed before it is made, so that many at once do not get around the lock. After the fifth
 * failure the next attempt must wait 15 minutes, and twice as long after each further one, up to a day.
 */
export function countAttempt(before: Attempts, now: Date): Attempts {
  const forgiven = now.getTime() - (before.lockedUntil ?? before.lastAt).getTime() > FORGIVEN_AFTER_MS;
  const failures = (forgiven ? 0 : before.failures) + 1;
  return { failures, lockedUntil: lockAfter(failures, now), lastAt: now };
}

/** Takes back an attempt that did not reach the system, or that succeeded. */
export function uncountAttempt(before: Attempts): Attempts {
  const failures = Math.max(0, before.failures - 1);
  return { ...before, failures, lockedUntil: failures < FREE_FAILURES ? null : before.lockedUntil };
}

function lockAfter(failures: number, now: Date): Date | null {
  if (failures < FREE_FAILURES) return null;
  const lockMs = Math.min(LONGEST_LOCK_MS, FIRST_LOCK_MS * 2 ** (failures - FREE_FAILURES));
  return new Date(now.getTime() + lockMs);
}
