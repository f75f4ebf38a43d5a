import { setTimeout as wait } from 'node:timers/promises';
import { MerciaError } from '#platform/errors.ts';

/** A server that asks so often to come later does not answer at all. */
const MOST_WAITS = 20;
const USUAL_WAIT_S = 5;
const LONGEST_WAIT_S = 600;
const ANSWER_LIMIT_MS = 600_000;

/** Waits as long as a server says with 503 and `Retry-After`; nothing else is asked a second time. */
export async function askPatiently(address: string, signal: AbortSignal): Promise<Response> {
  for (let waits = 0; ; waits += 1) {
    const response = await fetchOnce(address, AbortSignal.any([signal, AbortSignal.timeout(ANSWER_LIMIT_MS)]));
    if (response.status !== 503 || waits === MOST_WAITS) return response;
    await response.body?.cancel();
    const seconds = Number(response.headers.get('retry-after') ?? USUAL_WAIT_S);
    await wait(Math.min(Number.isFinite(seconds) ? seconds : USUAL_WAIT_S, LONGEST_WAIT_S) * 1000, undefined, {
      signal,
    });
  }
}

async function fetchOnce(address: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(address, { signal });
  } catch (cause) {
    signal.throwIfAborted();
    throw new MerciaError('BAD_USER_INPUT', `${address} does not answer.`, { cause });
  }
}
