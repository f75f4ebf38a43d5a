/** How many requests of one address are answered at the same time: whoever asks for hundreds of pages at once keeps nobody else's waiting. */
import type { FastifyInstance } from 'fastify';
import { createCallerLimit } from '#platform/caller-limit.ts';
import type { EndCallers } from '#platform/end-callers.ts';
import { isMerciaError } from '#platform/errors.ts';
import { BARE_HEADERS } from './headers.ts';
import type { Render } from './render.ts';
import { NOBODY } from './unreadable.ts';

const TOO_MANY = {
  title: 'Too many pages at once',
  paragraphs: [
    'Many pages are being made for your network address now, so this one was not begun. Nothing was done.',
    'Wait a few seconds, and load it again. Others at your workplace may share your address.',
  ],
};

export interface VisitorLimitOptions {
  readonly most: number;
  readonly endCallers: Pick<EndCallers, 'ofAddress'>;
  readonly render: Render;
}

/** To be registered before whatever asks the graph or a database. What is refused takes no more than sending a page that is there already. */
export function registerVisitorLimit(app: FastifyInstance, { most, endCallers, render }: VisitorLimitOptions): void {
  const limit = createCallerLimit(() => most, 'requests');
  const html = render('templates/message.njk', { ...NOBODY, ...TOO_MANY });
  app.addHook('onRequest', async (request, reply) => {
    try {
      reply.raw.once('close', limit.enter(endCallers.ofAddress(request.ip)));
    } catch (error) {
      if (!isMerciaError(error, 'RATE_LIMITED')) throw error;
      // By hand: sessions and their cookies are of no matter here, and are not read.
      reply.hijack();
      reply.raw.writeHead(429, { ...BARE_HEADERS, 'retry-after': String(error.retryAfterSeconds) }).end(html);
      return reply;
    }
    return undefined;
  });
}
