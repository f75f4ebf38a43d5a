/** How many answers a caller is given at the same time, so that nobody who harvests slows the others down. */
import type { FastifyReply, FastifyRequest } from 'fastify';

export interface ThrottleLimits {
  /** Answers under way for one address. */
  readonly perClient: number;
  /** Answers under way for everybody. */
  readonly inAll: number;
}

/** Seconds after which a caller who was sent away may come again. */
const RETRY_AFTER_SECONDS = 5;

/** Gives a check for `onRequest`: a caller that has enough under way is sent away with 503 and `Retry-After`. */
export function createThrottle({ perClient, inAll }: ThrottleLimits) {
  const underWay = new Map<string, number>();
  let all = 0;

  const leave = (client: string): void => {
    all -= 1;
    const left = (underWay.get(client) ?? 1) - 1;
    if (left === 0) underWay.delete(client);
    else underWay.set(client, left);
  };

  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const client = request.ip;
    const own = underWay.get(client) ?? 0;
    if (own >= perClient || all >= inAll) {
      const why = own >= perClient ? `${own} of your requests are being answered` : 'Many requests are being answered';
      return reply
        .code(503)
        .header('retry-after', String(RETRY_AFTER_SECONDS))
        .type('text/plain; charset=utf-8')
        .send(`${why}. Ask again in ${RETRY_AFTER_SECONDS} seconds, one request after the other.\n`);
    }
    all += 1;
    underWay.set(client, own + 1);
    // It comes when the answer is sent, and when the caller hangs up.
    reply.raw.once('close', () => {
      leave(client);
    });
    return undefined;
  };
}
