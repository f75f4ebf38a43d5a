/** Sends somebody to sign in, and remembers where they wanted to go and what they had typed. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Page } from '../pages/page.ts';
import { ownPath } from './own-path.ts';

/** `why`: they were signed in until now. */
export function askToSignIn(request: FastifyRequest, reply: FastifyReply, why: 'ENDED' | null): FastifyReply {
  const { session } = request;
  if (request.method === 'GET') {
    const path = ownPath(request.url);
    if (path !== null) session.returnTo = path;
  }
  if (why === 'ENDED') session.hasEnded = true;
  return reply.redirect('/sign-in', request.method === 'GET' ? 302 : 303);
}

/** A form is kept up to this size; a longer one is not kept at all, so that nobody takes a part for the whole. */
const LONGEST_FORM = 20_000;

/** Keeps what was typed, without what the page says is never kept. */
export function keepForm(request: FastifyRequest, page: Page, form: URLSearchParams): void {
  const path = ownPath(request.url);
  if (path === null) return;
  const never = new Set(['_csrf', ...(page.neverKept ?? [])]);
  const fields = [...form].filter(([name]) => !never.has(name));
  const size = fields.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  request.session.returnTo = path;
  if (size <= LONGEST_FORM) request.session.kept = { path, fields };
}
