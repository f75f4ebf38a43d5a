/** Sends somebody to sign in, and remembers where they wanted to go. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ownPath } from './own-path.ts';

/** `hasEnded`: they had a session, and are told that it is over. */
export function askToSignIn(request: FastifyRequest, reply: FastifyReply, hasEnded: boolean): FastifyReply {
  const { session } = request;
  if (request.method === 'GET') {
    const path = ownPath(request.url);
    if (path !== null) session.returnTo = path;
  }
  if (hasEnded) session.hasEnded = true;
  return reply.redirect('/sign-in', request.method === 'POST' ? 303 : 302);
}
