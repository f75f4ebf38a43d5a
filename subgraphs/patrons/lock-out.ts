/** How long somebody who tried cards that were not right must wait. Pure. */
import type { Attempts } from './repositories/attempts.ts';

/** How much patience there is with somebody. */
export interface LockOutRule {
  /** The failure with which waiting begins. */
  readonly failures: number;
  /** Whether what failed before is forgotten. */
  isForgiven(before: Attempts, now: Date): boolean;
}

const FIRST_LOCK_MS = 15 * 60_000;
const LONGEST_LOCK_MS = 24 * 3_600_000;
/** After so long without a failure, all failures are forgotten. */
export const FORGIVEN_AFTER_MS = 24 * 3_600_000;

/** Readers who link an account of their own, and the cards that are tried. */
export const READERS: LockOutRule = {
  failures: 5,
  isForgiven: ({ lockedUntil, lastAt }, now) => now.getTime() - (lockedUntil ?? lastAt).getTime() > FORGIVEN_AFTER_MS,
};

/** Staff type cards all day, and mistype some: they have more failures, and each day (UTC) begins without any. */
export const STAFF: LockOutRule = {
  failures: 20,
  isForgiven: ({ lastAt }, now) => dayOf(lastAt) !== dayOf(now),
};

/** Until when it may not be tried; null if it may. */
export function findLock({ lockedUntil }: Attempts, now: Date): Date | null {
  return lockedUntil !== null && lockedUntil > now ? lockedUntil : null;
}

/**
 * One more attempt, counted as failed before it is made, so that many at once do not get around the lock. After the failure
 * that the rule names the next attempt must wait 15 minutes, and twice as long after each further one, up to a day.
 */
export function countAttempt(before: Attempts, now: Date, rule: LockOutRule): Attempts {
  const failures = (rule.isForgiven(before, now) ? 0 : before.failures) + 1;
  return { failures, lockedUntil: lockAfter(failures, now, rule), lastAt: now };
}

/** Takes back an attempt that did not reach the system, or that succeeded. */
export function uncountAttempt(before: Attempts, rule: LockOutRule): Attempts {
  const failures = Math.max(0, before.failures - 1);
  return { ...before, failures, lockedUntil: failures < rule.failures ? null : before.lockedUntil };
}

function lockAfter(failures: number, now: Date, rule: LockOutRule): Date | null {
  if (failures < rule.failures) return null;
  const lockMs = Math.min(LONGEST_LOCK_MS, FIRST_LOCK_MS * 2 ** (failures - rule.failures));
  return new Date(now.getTime() + lockMs);
}

function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
