/** How the body of an answer goes out: at once, a little at a time, or not to its end. */
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Faults } from './faults.ts';

const TRICKLE_PIECES = 8;

/** The head is written already, the whole length announced in it. */
export async function deliver(
  response: ServerResponse,
  body: Uint8Array,
  { cutOff, trickleMs }: Pick<Faults, 'cutOff' | 'trickleMs'>,
): Promise<void> {
  if (cutOff) {
    response.write(body.subarray(0, body.length >> 1), () => response.destroy());
    return;
  }
  if (trickleMs > 0) {
    const size = Math.ceil(body.length / TRICKLE_PIECES);
    for (let at = 0; at < body.length && !response.destroyed; at += size) {
      response.write(body.subarray(at, at + size));
      await wait(trickleMs);
    }
    response.end();
    return;
  }
  response.end(body);
}
