/** When a question counts as given up: nobody waits for it, and no socket is open for it. */
import { setTimeout as delay } from 'node:timers/promises';
import { holds } from '../agree.ts';
import type { TcpProxy } from '../wire/tcp-proxy.ts';

/** Far below the limit of a call, which would end it too, and far above what a busy machine needs. */
export const GIVEN_UP_MS = 10_000;

/** Resolves when the adapter has closed its sockets. Throws a finding where one stays open for longer. */
export async function untilGivenUp(wire: TcpProxy): Promise<void> {
  const isClosed = wire.untilClosed().then(() => true);
  const words =
    'a question that nobody waits for any more keeps a socket open: pass the signal on to every call that belongs to it';
  holds(await Promise.race([isClosed, delay(GIVEN_UP_MS, false, { ref: false })]), words);
}
