/** Another session has the record: Symphony did nothing, and does it a moment later. */
import { setTimeout as delay } from 'node:timers/promises';
import type { HttpResponse } from '#platform/http-client.ts';
import { refusalCode, refusalKind } from './refusal.ts';

/** Milliseconds between one try and the next. Known clients wait for 750 ms, and again and again for half a minute. */
const WAITS_MS = [250, 500, 1_000];
/** A server that takes so long to say it is not asked again: whoever waits must know when a write cannot happen any more. */
const PATIENCE_MS = 3_000;

export type Pause = (ms: number, signal: AbortSignal) => Promise<unknown>;

/**
 * Asks again while the record is in use, a few times. What was refused for it was not done, so this holds for writes
 * too. Gives the last answer, whatever it is.
 */
export async function whileInUse(
  ask: () => Promise<HttpResponse>,
  signal: AbortSignal,
  pause: Pause = (ms) => delay(ms, undefined, { signal }),
  clock: () => number = () => performance.now(),
): Promise<HttpResponse> {
  const began = clock();
  let response = await ask();
  for (const ms of WAITS_MS) {
    if (!isInUse(response) || clock() - began > PATIENCE_MS) return response;
    await pause(ms, signal).catch(() => undefined);
    if (signal.aborted) return response;
    response = await ask();
  }
  return response;
}

function isInUse({ status, body }: HttpResponse): boolean {
  if (status < 400) return false;
  const code = refusalCode(body);
  return code !== null && refusalKind(code) === 'busy';
}
