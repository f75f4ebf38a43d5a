/** How many answers a caller is given at the same time, so that nobody who harvests slows the others down. */
import { networkOf } from '#platform/network-of.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';

export interface ThrottleLimits {
  readonly perClient: number;
  /** Answers under way for everybody. */
  readonly inAll: number;
  /** Milliseconds. */
  readonly now?: () => number;
}

/** Seconds after which a caller who was sent away may come again. */
const RETRY_AFTER_SECONDS = 5;

/** Milliseconds after which an answer that its reader does not take up gives its place to the next caller, if all are taken. */
const SLOW_AFTER_MS = 10_000;

interface UnderWay {
  readonly client: string;
  readonly answer: FastifyReply['raw'];
  readonly since: number;
}

/**
 * Gives a check for `onRequest`: a caller that has enough under way is sent away with 503 and `Retry-After`. If everybody together
 * has enough, the oldest answer that waits for its reader is ended first: who reads slowly keeps nobody else out.
 */
export function createThrottle({ perClient, inAll, now = performance.now.bind(performance) }: ThrottleLimits) {
  /** The oldest first. */
  const underWay = new Set<UnderWay>();
  const countOf = new Map<string, number>();

  const leave = (one: UnderWay): void => {
    if (!underWay.delete(one)) return;
    const left = (countOf.get(one.client) ?? 1) - 1;
    if (left === 0) countOf.delete(one.client);
    else countOf.set(one.client, left);
  };

  const makeRoom = (): boolean => {
    if (underWay.size < inAll) return true;
    const slow = [...underWay].find(({ since, answer }) => now() - since >= SLOW_AFTER_MS && answer.writableLength > 0);
    if (slow === undefined) return false;
    leave(slow);
    slow.answer.destroy();
    return true;
  };

  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const client = networkOf(request.ip);
    const own = countOf.get(client) ?? 0;
    if (own >= perClient || !makeRoom()) {
      const why = own >= perClient ? `${own} of your requests are being answered` : 'Many requests are being answered';
      return reply
        .code(503)
        .header('retry-after', String(RETRY_AFTER_SECONDS))
        .type('text/plain; charset=utf-8')
        .send(`${why}. Ask again in ${RETRY_AFTER_SECONDS} seconds, one request after the other.\n`);
    }
    const one = { client, answer: reply.raw, since: now() };
    underWay.add(one);
    countOf.set(client, own + 1);
    // It comes when the answer is sent, and when the caller hangs up.
    reply.raw.once('close', () => {
      leave(one);
    });
    return undefined;
  };
}
