/** What may be asked again, and when. */
import { MerciaClientError } from './errors.ts';

const FIRST_WAIT_MS = 200;
/** A timer that is set for longer fires at once. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** Of a gateway, and of proxies in front of it: the request was not answered, and a query changes nothing. */
const WORTH_A_RETRY: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** True only for a document without a mutation: a change that was broken off may have happened. */
export function changesNothing(document: string): boolean {
  const code = document.replaceAll(/"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|#[^\n]*/g, ' ');
  return !/\bmutation\b/.test(code);
}

/**
 * Milliseconds to wait before another attempt, null if there shall be none: the failure is none that passes, or the graph
 * asks to wait longer than there is time. Waits get longer and differ, so that many clients do not come back at once.
 */
export function waitBeforeRetry(error: unknown, attempt: number, remainingMs: number): number | null {
  if (!(error instanceof MerciaClientError)) return null;
  const { code, status, retryAfterMs } = error;
  if (code !== 'NETWORK' && !WORTH_A_RETRY.has(status ?? 0)) return null;
  const wait = retryAfterMs ?? FIRST_WAIT_MS * 2 ** attempt * (0.5 + Math.random() / 2);
  return wait < Math.min(remainingMs, LONGEST_TIMER_MS) ? wait : null;
}

/** Ends early, with the reason of the signal, if that is aborted. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', abort, { once: true });
    function done(): void {
      signal.removeEventListener('abort', abort);
      resolve();
    }
    function abort(): void {
      clearTimeout(timer);
      reject(signal.reason as Error);
    }
  });
}
