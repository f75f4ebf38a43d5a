import { createCallAbort } from '#platform/call-abort.ts';

/** Milliseconds that it may always take. */
const AT_LEAST_MS = 1_000;

/**
 * Asks for what an account can do without. It may take twice as long as the necessary part took (`tookMs`): a caller who waits
 * for the account has that much patience, and a Koha that hangs over a title must not cost the loans.
 */
export async function withPatience<T>(
  tookMs: number,
  signal: AbortSignal,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ends = createCallAbort(signal);
  ends.countTime(Math.max(AT_LEAST_MS, 2 * tookMs));
  try {
    return await ask(ends.signal);
  } finally {
    ends.release();
  }
}
