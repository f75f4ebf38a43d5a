import { createCallAbort } from '#platform/http-calls.ts';

/** Milliseconds that it may always take. */
const AT_LEAST_MS = 1_000;

/** Milliseconds that are left when the time for it is over, to put the account together. */
const LEFT_MS = 50;

export interface Patience {
  /** What the necessary part took, milliseconds. */
  readonly tookMs: number;
  /** What the whole may take; as long as it takes if not said. */
  readonly withinMs?: number | undefined;
}

/**
 * Asks for what an account can do without. It may take twice as long as the necessary part took, and no longer than somebody waits
 * for the account: a Koha that hangs over a title, or has others to serve, must not cost the loans.
 */
export async function withPatience<T>(
  { tookMs, withinMs = Number.POSITIVE_INFINITY }: Patience,
  signal: AbortSignal,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ends = createCallAbort(signal);
  ends.countTime(Math.max(0, Math.min(Math.max(AT_LEAST_MS, 2 * tookMs), withinMs - tookMs - LEFT_MS)));
  try {
    return await ask(ends.signal);
  } finally {
    ends.release();
  }
}
