/**
 * The one place where what broke on the wire is tried again. got's own retry cannot do it: each try has to pass the guard
 * of its host and be counted by its breaker, as an exchange like any other. Asking again with a renewed log-in, or when a
 * record is free, is another matter: there the system answered, and said that nothing was done.
 */
import { setTimeout as delay } from 'node:timers/promises';

const WAIT_BASE_MS = 50;
const WAIT_JITTER_MS = 150;

export interface SecondTryOptions {
  readonly mayAskAgain: (error: unknown) => boolean;
  /** Ends the wait; what is tried then finds out by itself that nobody wants it. */
  readonly signal: AbortSignal;
  /** A number from 0 to 1 for the jitter. */
  readonly random: () => number;
}

/** Asks, and once more a moment later where that is allowed. */
export async function withSecondTry<T>(
  ask: () => Promise<T>,
  { mayAskAgain, signal, random }: SecondTryOptions,
): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!mayAskAgain(error)) throw error;
    // Jitter, so that many calls that broke together do not come back together.
    await delay(WAIT_BASE_MS + random() * WAIT_JITTER_MS, undefined, { signal }).catch(() => undefined);
    return await ask();
  }
}
