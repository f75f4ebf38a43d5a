/** How an HTTP server ends so that no answer is lost: it says that it goes, answers what comes meanwhile, then closes. */
import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { BUDGET_MAX_MS } from './deadline.ts';
import { steadyNow } from './steady-clock.ts';

/** What a process tells first that it ends, and closes before everything else. */
export interface LeavingServer {
  /**
   * From now on `/ready` says 503, and every answer closes its connection, so that clients that keep theirs go elsewhere. New
   * requests are still answered.
   */
  leave(): void;
  /** Accepts nothing more, lets requests under way be answered, for so long at most, milliseconds, then closes. */
  close(withinMs?: number): Promise<void>;
}

export interface Departure extends LeavingServer {
  readonly hasBegun: () => boolean;
}

/** What is still under way then is given up. */
export const LONGEST_ANSWER_MS = BUDGET_MAX_MS + 1_000;
const CHECK_EVERY_MS = 25;
/** A request may be on its way on a connection that was accepted a moment ago. */
const QUIET_MS = 100;

/** For a server that does not listen yet. */
export function createDeparture(app: FastifyInstance, longestMs = LONGEST_ANSWER_MS): Departure {
  const open = new Set<ServerResponse>();
  let begun = false;
  // Before Fastify's own listener, which may answer at once.
  app.server.prependListener('request', (_, response: ServerResponse) => {
    if (begun) response.setHeader('connection', 'close');
    open.add(response);
    response.once('close', () => open.delete(response));
  });

  function leave(): void {
    begun = true;
    for (const response of open) if (!response.headersSent) response.setHeader('connection', 'close');
  }

  return {
    hasBegun: () => begun,
    leave,
    async close(withinMs = longestMs) {
      leave();
      const deadline = steadyNow() + Math.min(withinMs, longestMs);
      let quietSince = steadyNow();
      // A connection on which nothing was ever asked counts as busy to Node, and browsers keep such ones.
      const timer = setInterval(() => {
        const now = steadyNow();
        if (open.size > 0) quietSince = now;
        if (now > deadline || now - quietSince >= QUIET_MS) app.server.closeAllConnections();
      }, CHECK_EVERY_MS);
      await app.close();
      clearInterval(timer);
    },
  };
}

/** Ends the work for a caller who hung up before the answer was sent, down to the library system's socket. */
export function untilGone({ raw }: { readonly raw: ServerResponse }): AbortSignal {
  const controller = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort();
  });
  return controller.signal;
}
